/**
 * The records of an XML document, read as plainly as can be: slow, recursive, and of nothing but what the fuzzer writes. Throws where the
 * document is not well-formed; undefined where it has something in it that this reader knows nothing of.
 */
export function naiveXml(text: string, record: string): readonly unknown[] | undefined {
  if (/[^\n\r\t -~éë日本😀]|:|xmlns|standalone|<\?(?!xml version="1\.0"\?>\n<)/u.test(text)) return undefined;
  const reader = new NaiveReader(text.replace(/\r\n?/g, "\n").replace(/^<\?xml version="1\.0"\?>/, ""), record);
  return reader.document();
}

type Node = string | { readonly name: string; readonly value: unknown };

class NaiveReader {
  readonly #record: string;
  readonly #records: unknown[] = [];
  #rest: string;

  constructor(text: string, record: string) {
    this.#rest = text;
    this.#record = record;
  }

  document(): readonly unknown[] {
    this.#aside();
    if (this.#element(false) === undefined) throw new Error("no root");
    this.#aside();
    if (this.#rest !== "") throw new Error("more than one root");
    return this.#records;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const found = new RegExp(`^(?:${pattern.source})`, "u").exec(this.#rest);
    if (found === null) return undefined;
    this.#rest = this.#rest.slice(found[0].length);
    return found;
  }

  #aside(): void {
    while (this.#take(/\s+|<!--(?:(?!--)[\s\S])*-->/) !== undefined);
  }

  #element(isInRecord: boolean): Node | undefined {
    const name = this.#take(/<([\p{L}_][\p{L}\w.-]*)/u)?.[1];
    if (name === undefined) return undefined;
    const isRecord = !isInRecord && name === this.#record;
    const members = this.#attributes();
    const text = this.#take(/\s*\/>/) === undefined ? this.#content(name, members, isInRecord || isRecord) : "";
    const value = elementValue(members, text);
    if (isRecord) this.#records.push(value ?? {});
    return { name, value };
  }

  #attributes(): Map<string, unknown[]> {
    const members = new Map<string, unknown[]>();
    for (let found = this.#attribute(); found !== undefined; found = this.#attribute()) {
      const [, name = "", double, single] = found;
      if (members.has(`@${name}`)) throw new Error("attribute twice");
      members.set(`@${name}`, [decoded((double ?? single ?? "").replace(/\s/g, " ")) || undefined]);
    }
    return members;
  }

  #attribute(): RegExpExecArray | undefined {
    return this.#take(/\s+([\p{L}_][\p{L}\w.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/u);
  }

  #content(name: string, members: Map<string, unknown[]>, isInRecord: boolean): string {
    if (this.#take(/\s*>/) === undefined) throw new Error("no end of tag");
    let text = "";
    for (;;) {
      const node = this.#node(isInRecord);
      if (node === undefined) break;
      if (typeof node === "string") text += node;
      else members.set(node.name, [...(members.get(node.name) ?? []), node.value]);
    }
    if (this.#take(new RegExp(`</${name}\\s*>`)) === undefined) throw new Error("no end tag");
    return text;
  }

  #node(isInRecord: boolean): Node | undefined {
    if (this.#take(/<!--(?:(?!--)[\s\S])*-->/) !== undefined) return "";
    const section = this.#take(/<!\[CDATA\[((?:(?!\]\]>)[\s\S])*)\]\]>/);
    if (section !== undefined) return section[1] ?? "";
    const text = this.#take(/[^<]+/);
    if (text === undefined) return this.#element(isInRecord);
    if (text[0].includes("]]>")) throw new Error("end of a section");
    // Blanks between tags are layout.
    return text[0].trim() === "" ? "" : decoded(text[0]);
  }
}

function elementValue(members: ReadonlyMap<string, readonly unknown[]>, text: string): unknown {
  if (members.size === 0) return text === "" ? undefined : text;
  const value = Object.fromEntries([...members].map(([name, found]) => [name, found.length === 1 ? found[0] : found]));
  return text.trim() === "" ? value : { ...value, "#text": text };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const found = whole.endsWith(";") ? (entities[name] ?? character(name)) : undefined;
    if (found === undefined) throw new Error("reference");
    return found;
  });
}

function character(name: string): string | undefined {
  const code = /^#\d+$/.test(name)
    ? Number(name.slice(1))
    : /^#x[\da-fA-F]+$/.test(name)
      ? Number(`0${name.slice(1)}`)
      : 0;
  const isAllowed =
    code === 9 || code === 10 || code === 13 || (code >= 32 && code < 0xd800) || (code > 0xdfff && code < 0x110000);
  return isAllowed && code !== 0xfffe && code !== 0xffff ? String.fromCodePoint(code) : undefined;
}
