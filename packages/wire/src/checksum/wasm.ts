/** Bytes of a WebAssembly program. https://webassembly.github.io/spec/core/binary/ */
export type Code = readonly number[];

/** https://webassembly.github.io/spec/core/binary/instructions.html */
export const op = {
  block: [0x02, 0x40],
  loop: [0x03, 0x40],
  end: [0x0b],
  i32GeU: [0x4f],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32And: [0x71],
  i32Or: [0x72],
  i32Xor: [0x73],
  i32Shl: [0x74],
  i32Rotl: [0x77],
  i32WrapI64: [0xa7],
  i64And: [0x83],
  i64Xor: [0x85],
  i64ShrU: [0x88],
} as const;

export const type = { i32: 0x7f, i64: 0x7e } as const;

/** Numbers of seven bits a byte, the last one marked; the signed form keeps the sign in its highest bit. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const tee = (local: number): Code => [0x22, local];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const i64 = (value: number): Code => [0x42, ...signed(value)];
export const branch = (depth: number): Code => [0x0c, depth];
export const branchIf = (depth: number): Code => [0x0d, depth];
export const load32 = (offset: number): Code => [0x28, 2, ...unsigned(offset)];
export const load64 = (offset: number): Code => [0x29, 3, ...unsigned(offset)];
export const loadByte: Code = [0x31, 0, 0];
export const store32 = (offset: number): Code => [0x36, 2, ...unsigned(offset)];

const text = (value: string): Code => [value.length, ...Buffer.from(value, "latin1")];

export interface WasmFunction {
  readonly name: string;
  readonly parameters: Code;
  readonly results: Code;
  /** Their types. */
  readonly locals: Code;
  readonly body: Code;
}

export interface WasmProgram {
  readonly functions: readonly WasmFunction[];
  /** Its own, which it exports as `memory`, or one that threads share, which it imports as `host.memory`. */
  readonly memory: { readonly pages: number; readonly isShared: boolean };
}

/** A module that exports its functions by their names. */
export function assemble({ functions, memory }: WasmProgram): Uint8Array<ArrayBuffer> {
  const count = unsigned(functions.length);
  const pages = unsigned(memory.pages);
  const named = functions.map(({ name }, index) => [...text(name), 0, index]);
  const exports = memory.isShared ? named : [...named, [...text("memory"), 2, 0]];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [...count, ...functions.flatMap(typeOf)]),
    ...(memory.isShared ? section(2, [1, ...text("host"), ...text("memory"), 2, 3, ...pages, ...pages]) : []),
    ...section(3, [...count, ...functions.keys()]),
    ...(memory.isShared ? [] : section(5, [1, 0, ...pages])),
    ...section(7, [exports.length, ...exports.flat()]),
    ...section(10, [...count, ...functions.flatMap(codeOf)]),
  ]);
}

const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];

const typeOf = ({ parameters, results }: WasmFunction): Code => [
  ...[0x60, parameters.length, ...parameters],
  ...[results.length, ...results],
];

function codeOf({ locals, body }: WasmFunction): Code {
  const code = [locals.length, ...locals.flatMap((type) => [1, type]), ...body, ...op.end];
  return [...unsigned(code.length), ...code];
}
