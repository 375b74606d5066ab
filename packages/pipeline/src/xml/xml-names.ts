import { detached } from "../record.ts";

export interface XmlName {
  /** As it is written. */
  readonly text: string;
  /** Empty where there is none. */
  readonly prefix: string;
  readonly local: string;
  /** What the member of an attribute of this name is called. */
  readonly member: string;
}

/** https://www.w3.org/TR/xml-names/#ns-qualnames, made of what https://www.w3.org/TR/xml/#NT-Name allows. */
const start =
  "A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c-\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const part = `[${start}][${start}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f-\\u2040]*`;
const qualified = new RegExp(`^(?:(${part}):)?(${part})$`, "u");

export const isName = (text: string): boolean => qualified.test(text);

/** A file has few names and says each many times: one is remembered for each slot. */
const slotCount = 1024;

/** Checks names and takes them apart. */
export class XmlNames {
  readonly #remembered: (XmlName | undefined)[] = new Array(slotCount).fill(undefined);

  /** The name between two places of `text`; undefined where what stands there is none. */
  nameIn(text: string, start: number, end: number): XmlName | undefined {
    // Cutting a name out and looking it up in a map would cost more than all else that is done for a tag.
    const slot = (text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7 + (end - start) * 131) % slotCount;
    const known = this.#remembered[slot];
    if (known !== undefined && known.text.length === end - start && text.startsWith(known.text, start)) return known;
    const name = nameOf(text.slice(start, end));
    if (name !== undefined) this.#remembered[slot] = name;
    return name;
  }
}

function nameOf(text: string): XmlName | undefined {
  const found = qualified.exec(text);
  if (found === null) return undefined;
  const [, prefix = "", local = ""] = found;
  return { text: detached(text), prefix, local: detached(local), member: `@${local}` };
}

/** Which prefixes are bound at the place the parser has come to. */
export class XmlPrefixes {
  readonly #bindings: { readonly prefix: string; readonly depth: number }[] = [];

  bind(prefix: string, depth: number): void {
    this.#bindings.push({ prefix, depth });
  }

  isBound(prefix: string): boolean {
    return prefix === "" || prefix === "xml" || this.#bindings.some((binding) => binding.prefix === prefix);
  }

  /** Forgets what was bound by the elements that are deeper than `depth`. */
  leave(depth: number): void {
    while ((this.#bindings.at(-1)?.depth ?? 0) > depth) this.#bindings.pop();
  }
}
