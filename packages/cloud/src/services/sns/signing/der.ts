/** As much of DER as a certificate needs. https://www.itu.int/rec/T-REC-X.690 */
const encode = (tag: number, content: Buffer): Buffer =>
  Buffer.concat([Buffer.from([tag]), length(content.length), content]);

function length(bytes: number): Buffer {
  if (bytes < 0x80) return Buffer.from([bytes]);
  const digits: number[] = [];
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  return Buffer.from([0x80 | digits.length, ...digits]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => encode(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => encode(0x31, Buffer.concat(parts));
export const nothing = (): Buffer => encode(0x05, Buffer.alloc(0));
export const bitString = (bytes: Buffer): Buffer => encode(0x03, Buffer.concat([Buffer.from([0]), bytes]));
export const text = (value: string): Buffer => encode(0x0c, Buffer.from(value, "utf8"));

/** Positive: a leading bit that is set gets a zero before it. */
export const integer = (bytes: Buffer): Buffer =>
  encode(0x02, ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));

/** Of the form YYYYMMDDHHMMSSZ. */
export const time = (ms: number): Buffer =>
  encode(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\..*/g, "")}Z`));

export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encode(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(128 + (rest % 128));
  return digits;
}
