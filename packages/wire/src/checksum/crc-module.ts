/** Memory holds sixteen tables of 256 sums, then the data. */
export const crcDataOffset = 16 * 256 * 8;
export const crcMemoryPages = 4;

/** Table k: what a byte adds to the sum when k more bytes follow it. */
export function crcTables(polynomial: bigint): BigUint64Array {
  const tables = new BigUint64Array(16 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let sum = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) sum = sum & 1n ? (sum >> 1n) ^ polynomial : sum >> 1n;
    tables[byte] = sum;
  }
  for (let at = 256; at < tables.length; at++) {
    const before = tables[at - 256] ?? 0n;
    tables[at] = (tables[Number(before & 0xffn)] ?? 0n) ^ (before >> 8n);
  }
  return tables;
}

/** Opcodes: https://webassembly.github.io/spec/core/binary/instructions.html */
const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  i32Add: [0x6a],
  i32And: [0x71],
  i32Shl: [0x74],
  i32GeU: [0x4f],
  i32WrapI64: [0xa7],
  i64And: [0x83],
  i64Xor: [0x85],
  i64ShrU: [0x88],
} as const;

type Code = readonly number[];

/** Numbers of seven bits a byte, the last one marked; the signed form keeps the sign in its highest bit. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const i32 = (value: number): Code => [0x41, ...signed(value)];
const i64 = (value: number): Code => [0x42, ...signed(value)];
const branch = (depth: number): Code => [0x0c, depth];
const branchIf = (depth: number): Code => [0x0d, depth];
const load = (offset: number): Code => [0x29, 3, ...unsigned(offset)];
const loadByte: Code = [0x31, 0, 0];

const [at, length, sum, end, first, second] = [0, 1, 2, 3, 4, 5] as const;

/** The entry of `table` for byte `index` of a 64-bit number. */
const lookUp = (local: number, index: number, table: number): Code => [
  ...get(local),
  ...i64(8 * index),
  ...op.i64ShrU,
  ...i64(255),
  ...op.i64And,
  ...op.i32WrapI64,
  ...i32(3),
  ...op.i32Shl,
  ...load(table * 256 * 8),
];

/** Sixteen bytes at once: each is looked up in the table of the bytes that follow it. */
function sixteenBytes(): Code {
  const lookUps = [
    ...Array.from({ length: 8 }, (_, index) => lookUp(first, index, 15 - index)),
    ...Array.from({ length: 8 }, (_, index) => lookUp(second, index, 7 - index)),
  ];
  return [
    ...[...get(sum), ...get(at), ...load(0), ...op.i64Xor, ...set(first)],
    ...[...get(at), ...load(8), ...set(second)],
    ...lookUps.flatMap((code, index) => (index === 0 ? code : [...code, ...op.i64Xor])),
    ...set(sum),
  ];
}

const oneByte = (): Code => [
  ...[...get(sum), ...get(at), ...loadByte, ...op.i64Xor, ...i64(255), ...op.i64And],
  ...[...op.i32WrapI64, ...i32(3), ...op.i32Shl, ...load(0)],
  ...[...get(sum), ...i64(8), ...op.i64ShrU, ...op.i64Xor, ...set(sum)],
];

/** `while (at < end) { step; at += bytes }` */
const loop = (step: Code, bytes: number): Code => [
  ...op.block,
  ...op.loop,
  ...[...get(at), ...get(end), ...op.i32GeU, ...branchIf(1)],
  ...step,
  ...[...get(at), ...i32(bytes), ...op.i32Add, ...set(at), ...branch(0)],
  ...op.end,
  ...op.end,
];

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (value: string): Code => [value.length, ...Buffer.from(value, "latin1")];

/** A module with `memory` and `run(offset, length, sum)`, which goes on with `sum` over those bytes of the memory. */
export function buildCrcModule(): Uint8Array<ArrayBuffer> {
  const [i32Type, i64Type] = [0x7f, 0x7e];
  const body: Code = [
    ...[2, 1, i32Type, 2, i64Type],
    ...[...get(at), ...get(length), ...i32(-16), ...op.i32And, ...op.i32Add, ...set(end)],
    ...loop(sixteenBytes(), 16),
    ...[...get(end), ...get(length), ...i32(15), ...op.i32And, ...op.i32Add, ...set(end)],
    ...loop(oneByte(), 1),
    ...get(sum),
    ...op.end,
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 3, i32Type, i32Type, i64Type, 1, i64Type]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, crcMemoryPages]),
    ...section(7, [2, ...text("memory"), 2, 0, ...text("run"), 0, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}
