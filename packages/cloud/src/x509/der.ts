/** As X.690 writes things: what certificates are made of. https://www.itu.int/rec/T-REC-X.690 */
const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function tagged(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

export const sequence = (...contents: readonly Uint8Array[]): Buffer => tagged(tags.sequence, ...contents);
export const set = (...contents: readonly Uint8Array[]): Buffer => tagged(tags.set, ...contents);
export const octetString = (content: Uint8Array): Buffer => tagged(tags.octetString, content);
export const yes: Buffer = tagged(tags.boolean, Buffer.from([0xff]));
export const utf8 = (text: string): Buffer => tagged(tags.utf8, Buffer.from(text));

/** A number of 0 or more, its highest byte first. */
export function integer(bytes: Uint8Array): Buffer {
  // The first bit is the sign's.
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return tagged(tags.integer, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** `unused` bits at its end do not count. */
export const bitString = (content: Uint8Array, unused = 0): Buffer =>
  tagged(tags.bitString, Buffer.from([unused]), content);

export const time = (at: number): Buffer =>
  tagged(tags.time, Buffer.from(`${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`));

export function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  return tagged(tags.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift((rest % 128) + 128);
  return digits;
}
