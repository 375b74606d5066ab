import { hash } from "node:crypto";

/** A key as 96 bits: of 100 million different keys, two are the same with a chance of one in ten million million. */
export const keyBytes = 12;

/** Nothing of the values can be read from it. `set` tells several sets of fields of one definition apart. */
export const keyHash = (set: number, values: readonly unknown[]): Buffer =>
  hash("sha256", `${set}\0${JSON.stringify(values, spelled)}`, "buffer").subarray(0, keyBytes);

const spelled = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);

const words = keyBytes / 4;

/** The keys of a file, 24 bytes for each. A Map would need ten times as much. */
export class KeySet {
  #slots = new Uint32Array(words * 1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** False where the key is there already. */
  add(hash: Buffer): boolean {
    if ((this.#size + 1) * words * 2 > this.#slots.length) this.#grow();
    // A key of nothing but zeros would look like a free slot.
    const isNew = this.#put(hash.readUInt32LE(0) || 1, hash.readUInt32LE(4), hash.readUInt32LE(8));
    if (isNew) this.#size++;
    return isNew;
  }

  #put(a: number, b: number, c: number): boolean {
    const slots = this.#slots;
    const count = slots.length / words;
    for (let slot = b % count; ; slot = slot + 1 === count ? 0 : slot + 1) {
      const at = slot * words;
      if (slots[at] === 0) {
        slots[at] = a;
        slots[at + 1] = b;
        slots[at + 2] = c;
        return true;
      }
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return false;
    }
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += words) {
      const [a = 0, b = 0, c = 0] = old.subarray(at, at + words);
      if (a !== 0) this.#put(a, b, c);
    }
  }
}
