/**
 * Order-preserving binary keys. Parts are self-delimiting, so tuples concatenate: all keys that begin with the parts of
 * `a` stand together, in the order of their next part. Text and bytes: 00 becomes 00 FF, the end is 00 01.
 * Numbers: eight bytes, big-endian, sign flipped.
 */
export type KeyPart = string | number | Uint8Array;

export function tupleKey(...parts: readonly KeyPart[]): Buffer {
  return Buffer.concat(parts.map(encodePart));
}

/** The first key after every key that begins with `prefix`; undefined when there is none. */
export function keyAfterPrefix(prefix: Uint8Array): Buffer | undefined {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at--) {
    const byte = end[at] ?? 0;
    if (byte < 0xff) {
      end[at] = byte + 1;
      return end.subarray(0, at + 1);
    }
  }
  return undefined;
}

const partEnd = Buffer.from([0x00, 0x01]);

function encodePart(part: KeyPart): Buffer {
  if (typeof part === "number") return encodeNumber(part);
  return Buffer.concat([
    escapeZeros(typeof part === "string" ? Buffer.from(part, "utf8") : Buffer.from(part)),
    partEnd,
  ]);
}

/** Text without its end mark: the common beginning of all texts that start with it. */
export const textPrefix = (text: string): Buffer => escapeZeros(Buffer.from(text, "utf8"));

function escapeZeros(bytes: Buffer): Buffer {
  if (!bytes.includes(0)) return bytes;
  return Buffer.from(Array.from(bytes).flatMap((byte) => (byte === 0 ? [0x00, 0xff] : [byte])));
}

function encodeNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  for (let at = 0; at < 8; at++) bytes[at] = (bytes[at] ?? 0) ^ (isNegative ? 0xff : at === 0 ? 0x80 : 0);
  return bytes;
}
