import { createHash, randomBytes, randomUUID } from "node:crypto";

/** The only home of chance. Everything that needs a fresh name or a random byte takes one of these. */
export interface Ids {
  /** A version 4 UUID in lower case. */
  uuid(): string;
  bytes(count: number): Buffer;
  /** `length` characters out of `alphabet`. */
  text(length: number, alphabet?: string): string;
}

export const upperAlphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
export const lowerAlphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

export const randomIds: Ids = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
  text: (length, alphabet = lowerAlphanumeric) => pick(randomBytes(length), alphabet),
};

/** The same ids in the same order for the same seed, so that a test or a simulation can be run again. */
export function seededIds(seed: string | number): Ids {
  let counter = 0;
  const bytes = (count: number): Buffer => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < count; have += 32) {
      blocks.push(createHash("sha256").update(`${seed}/${counter++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  };
  return {
    bytes,
    text: (length, alphabet = lowerAlphanumeric) => pick(bytes(length), alphabet),
    uuid() {
      const raw = bytes(16);
      raw[6] = ((raw[6] ?? 0) & 0x0f) | 0x40;
      raw[8] = ((raw[8] ?? 0) & 0x3f) | 0x80;
      return raw.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    },
  };
}

const pick = (bytes: Buffer, alphabet: string): string =>
  Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
