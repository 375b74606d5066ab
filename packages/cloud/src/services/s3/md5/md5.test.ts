import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Md5 } from "./md5.ts";

const sumOf = (bytes: Buffer): string => createHash("md5").update(bytes).digest("hex");

async function summed(bytes: Buffer, pieceBytes: number): Promise<string> {
  const md5 = new Md5();
  for (let at = 0; at < bytes.length; at += pieceBytes) await md5.update(bytes.subarray(at, at + pieceBytes));
  return md5.digest();
}

describe("Md5", () => {
  it.each([0, 1, 65_536, 1_048_576, 1_048_577, 40_000_000])("sums %i bytes as Node does", async (size) => {
    const bytes = randomBytes(size);

    expect(await summed(bytes, 65_536)).toBe(sumOf(bytes));
  });

  it("keeps bodies apart that flow in side by side", async () => {
    const bodies = [3_000_000, 5_000_000, 100, 7_000_000].map((size) => randomBytes(size));

    expect(await Promise.all(bodies.map((bytes) => summed(bytes, 100_000)))).toEqual(bodies.map(sumOf));
  });

  it("leaves what it is given as it is", async () => {
    const bytes = Buffer.alloc(2_000_000, 7);
    await summed(bytes, 500_000);

    expect(bytes.equals(Buffer.alloc(2_000_000, 7))).toBe(true);
  });

  it("forgets a body that ends in the middle, and goes on with others", async () => {
    const cut = new Md5();
    await cut.update(randomBytes(3_000_000));
    cut.drop();
    const bytes = randomBytes(3_000_000);

    expect(await summed(bytes, 65_536)).toBe(sumOf(bytes));
  });
});
