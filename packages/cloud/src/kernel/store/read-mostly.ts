import { Collection, type Key } from "./collection.ts";

/** Characters of JSON whose values are remembered. */
const charactersMax = 8 * 1024 * 1024;

/**
 * A collection that is read far more often than written to: what was read once is remembered, within a bound.
 * Everybody who reads a value shares it, so that nobody may change one.
 */
export class ReadMostly<Value extends object> extends Collection<Value> {
  readonly #known = new Map<string, Value>();
  #characters = 0;

  override get(key: Key): Value | undefined {
    const name = nameOf(key);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const value = super.get(key);
    if (value === undefined) return undefined;
    this.#characters += JSON.stringify(value).length;
    if (this.#characters > charactersMax) this.#forget();
    this.#known.set(name, value);
    return value;
  }

  override put(key: Key, value: Value): void {
    super.put(key, value);
    this.#known.delete(nameOf(key));
  }

  override delete(key: Key): boolean {
    this.#known.delete(nameOf(key));
    return super.delete(key);
  }

  override clear(): void {
    this.#forget();
    super.clear();
  }

  #forget(): void {
    this.#known.clear();
    this.#characters = 0;
  }
}

/** One name for a part alone and for a tuple of it. */
const nameOf = (key: Key): string => JSON.stringify(Array.isArray(key) ? key : [key]);
