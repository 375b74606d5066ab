export interface XmlName {
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

/** A file has few names and says each many times; more than this are not remembered. */
const rememberedMax = 1000;

/** Checks names and takes them apart. */
export class XmlNames {
  readonly #remembered = new Map<string, XmlName>();

  /** Undefined where `text` is not a name. */
  name(text: string): XmlName | undefined {
    const known = this.#remembered.get(text);
    if (known !== undefined) return known;
    const found = qualified.exec(text);
    if (found === null) return undefined;
    const [, prefix = "", local = ""] = found;
    const name = { prefix, local, member: `@${local}` };
    if (this.#remembered.size < rememberedMax) this.#remembered.set(text, name);
    return name;
  }
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
