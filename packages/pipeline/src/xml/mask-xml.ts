import { shapeOf } from "../protect/shape.ts";
import { XmlTokens } from "./xml-tokens.ts";

/**
 * The text of a record in which what stands at `paths` (`customer.email`, `@id`, `total.@currency`) is reduced to its shape; without
 * paths, everything. Comments are left out: they may quote anything.
 */
export function maskXml(raw: string, paths: readonly string[] | undefined): string {
  const walk = new Walk(paths);
  const tokens = new XmlTokens();
  tokens.add(raw, 0, true);
  let masked = "";
  for (let token = tokens.read(); token !== "end"; token = tokens.read()) {
    // What cannot be read may be anything, so nothing of the rest is shown.
    if (token === "fault" || token === "more") return masked + shapeOf(raw.slice(tokens.start));
    const text = raw.slice(tokens.start, tokens.end);
    if (token === "open") masked += walk.open(localName(tokens.name), text, tokens.isEmptyElement);
    else if (token === "close") masked += walk.close(text);
    else if (token === "text") masked += walk.text(text);
    else if (token === "cdata") masked += `<![CDATA[${walk.text(tokens.content)}]]>`;
  }
  return masked;
}

const attribute = /([^\s=<>"'/]+)(\s*=\s*)("[^"]*"|'[^']*')/g;

/** Follows the elements of one record. Paths begin inside of it, so its own name is no part of them. */
class Walk {
  readonly #paths: readonly string[] | undefined;
  readonly #place: string[] = [];
  #depth = 0;

  constructor(paths: readonly string[] | undefined) {
    this.#paths = paths;
  }

  open(name: string, tag: string, isEmpty: boolean): string {
    if (this.#depth++ > 0) this.#place.push(name);
    const masked = tag.replace(attribute, (whole, rawName: string, equals: string, value: string) =>
      this.#isPersonal(`@${localName(rawName)}`) ? `${rawName}${equals}${shapeOf(value)}` : whole,
    );
    return isEmpty ? this.close(masked) : masked;
  }

  close(tag: string): string {
    if (--this.#depth > 0) this.#place.pop();
    return tag;
  }

  text(text: string): string {
    return this.#isPersonal("#text") ? shapeOf(text) : text;
  }

  #isPersonal(last: string): boolean {
    const here = [...this.#place, last].join(".");
    return this.#paths === undefined || this.#paths.some((path) => here === path || here.startsWith(`${path}.`));
  }
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
