import { assemble, branch, branchIf, type Code, get, i32, i64, load64, loadByte, op, set, type } from "./wasm.ts";

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
  ...load64(table * 256 * 8),
];

/** Sixteen bytes at once: each is looked up in the table of the bytes that follow it. */
function sixteenBytes(): Code {
  const lookUps = [
    ...Array.from({ length: 8 }, (_, index) => lookUp(first, index, 15 - index)),
    ...Array.from({ length: 8 }, (_, index) => lookUp(second, index, 7 - index)),
  ];
  return [
    ...[...get(sum), ...get(at), ...load64(0), ...op.i64Xor, ...set(first)],
    ...[...get(at), ...load64(8), ...set(second)],
    ...lookUps.flatMap((code, index) => (index === 0 ? code : [...code, ...op.i64Xor])),
    ...set(sum),
  ];
}

const oneByte = (): Code => [
  ...[...get(sum), ...get(at), ...loadByte, ...op.i64Xor, ...i64(255), ...op.i64And],
  ...[...op.i32WrapI64, ...i32(3), ...op.i32Shl, ...load64(0)],
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

/** A module with `memory` and `run(offset, length, sum)`, which goes on with `sum` over those bytes of the memory. */
export const buildCrcModule = (): Uint8Array<ArrayBuffer> =>
  assemble({
    memory: { pages: crcMemoryPages, isShared: false },
    functions: [
      {
        name: "run",
        parameters: [type.i32, type.i32, type.i64],
        results: [type.i64],
        locals: [type.i32, type.i64, type.i64],
        body: runCode(),
      },
    ],
  });

const runCode = (): Code => [
  ...[...get(at), ...get(length), ...i32(-16), ...op.i32And, ...op.i32Add, ...set(end)],
  ...loop(sixteenBytes(), 16),
  ...[...get(end), ...get(length), ...i32(15), ...op.i32And, ...op.i32Add, ...set(end)],
  ...loop(oneByte(), 1),
  ...get(sum),
];
