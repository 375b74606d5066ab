/** What belongs to beginnings or ends of texts: found by one lookup for each length that there is. */
export class SizedTexts<Value> {
  readonly #place: "start" | "end";
  readonly #byLength = new Map<number, Map<string, Value[]>>();

  constructor(place: "start" | "end") {
    this.#place = place;
  }

  add(text: string, value: Value): void {
    let texts = this.#byLength.get(text.length);
    if (texts === undefined) {
      texts = new Map();
      this.#byLength.set(text.length, texts);
    }
    const known = texts.get(text);
    if (known === undefined) texts.set(text, [value]);
    else if (!known.includes(value)) known.push(value);
  }

  /** Everything whose text `value` begins or ends with. */
  find(value: string, found: (values: readonly Value[]) => void): void {
    for (const [length, texts] of this.#byLength) {
      if (length > value.length) continue;
      const piece = this.#place === "start" ? value.slice(0, length) : value.slice(value.length - length);
      const values = texts.get(piece);
      if (values !== undefined) found(values);
    }
  }
}
