import { describe, expect, it } from "vitest";
import { BlockBuilder } from "./block-builder.ts";

function built(pieces: readonly Buffer[]): Buffer[] {
  const blocks: Buffer[] = [];
  const builder = new BlockBuilder((block) => blocks.push(block));
  for (const piece of pieces) builder.write(piece);
  builder.flush();
  return blocks;
}

const pieces = (count: number, bytes: number): Buffer[] =>
  Array.from({ length: count }, (_, at) => Buffer.alloc(bytes, at % 251));

describe("BlockBuilder", () => {
  it("lays pieces together, none lost, in their order", () => {
    const blocks = built(pieces(1000, 1000));

    expect(blocks.map(({ length }) => length)).toEqual([262_144, 262_144, 262_144, 1_000_000 - 3 * 262_144]);
    expect(Buffer.concat(blocks).equals(Buffer.concat(pieces(1000, 1000)))).toBe(true);
  });

  it("hands on what came in one piece as it is", () => {
    const [piece = Buffer.alloc(0)] = pieces(1, 1000);

    expect(built([piece])[0]).toBe(piece);
  });

  it("hands on large pieces as they are", () => {
    const large = pieces(3, 300_000);
    const blocks = built(large);

    expect(large.every((piece, at) => blocks[at] === piece)).toBe(true);
  });

  it("makes nothing of nothing", () => expect(built([Buffer.alloc(0)])).toEqual([]));
});
