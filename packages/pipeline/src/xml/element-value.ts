import { setMember } from "../set-member.ts";

/**
 * The value of an element while it is read. An element that has only text is that text, one with attributes or elements in it an
 * object: attributes as `@name`, elements by their name (the second of a name makes it a list), text as `#text`. What says
 * nothing, an empty element or attribute, is a missing value, as an empty cell of CSV is.
 */
export class ElementValue {
  readonly name: string;
  #members: Record<string, unknown> | undefined;
  #text = "";

  constructor(name: string) {
    this.name = name;
  }

  addText(text: string): void {
    this.#text += text;
  }

  addAttribute(member: string, value: string): void {
    this.#members ??= {};
    this.#members[member] = value === "" ? undefined : value;
  }

  addElement(name: string, value: unknown): void {
    this.#members ??= {};
    const members = this.#members;
    if (!Object.hasOwn(members, name)) setMember(members, name, value);
    else {
      const before = members[name];
      if (Array.isArray(before)) before.push(value);
      else setMember(members, name, [before, value]);
    }
  }

  get value(): unknown {
    if (this.#members === undefined) return this.#text === "" ? undefined : this.#text;
    // Blanks between elements are layout.
    if (this.#text.trim() !== "") this.#members["#text"] = this.#text;
    return this.#members;
  }
}
