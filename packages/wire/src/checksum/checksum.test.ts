import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ChecksumAlgorithm, checksum, checksumAlgorithms } from "./checksum.ts";
import { type CrcAlgorithm, combineCrc } from "./combine-crc.ts";

const hexOf = (algorithm: ChecksumAlgorithm, ...parts: readonly Uint8Array[]): string => {
  const sum = checksum(algorithm);
  for (const part of parts) sum.update(part);
  return Buffer.from(sum.digestBase64(), "base64").toString("hex");
};

/** The bytes that the vectors were made of. */
const pattern = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * at + 7 * at + 3) & 255);

/** Divides bytes into pieces of lengths that meet no boundary. */
function pieces(bytes: Uint8Array): readonly Uint8Array[] {
  const result: Uint8Array[] = [];
  for (let at = 0, step = 1; at < bytes.length; at += step, step = ((step * 7) % 113) + 1) {
    result.push(bytes.subarray(at, at + step));
  }
  return result;
}

describe("checksum", () => {
  test.each([
    // Check values of https://reveng.sourceforge.io/crc-catalogue/all.htm, and of RFC 1321, 3174 and 6234.
    ["CRC32", "cbf43926"],
    ["CRC32C", "e3069283"],
    ["CRC64NVME", "ae8b14860a799888"],
    ["MD5", "25f9e794323b453885f5181f1b624d0b"],
    ["SHA1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441"],
    ["SHA256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"],
  ] as const)("%s of 123456789 is its published check value", (algorithm, expected) => {
    const sum = hexOf(algorithm, Buffer.from("123456789"));

    expect(sum).toBe(expected);
  });

  test("sums of the xxHash family equal those of the reference library 0.8.1 at every length that matters", () => {
    const file = new URL("./xxhash.vectors.json", import.meta.url);
    const vectors = Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, readonly string[]>);

    const sums = vectors.map(([length]) =>
      (["XXHASH64", "XXHASH3", "XXHASH128"] as const).map((name) => hexOf(name, ...pieces(pattern(Number(length))))),
    );

    expect(sums).toEqual(vectors.map(([, expected]) => expected));
  });

  test.each(checksumAlgorithms)("%s does not depend on how the bytes are divided", (algorithm) => {
    const bytes = pattern(300_001);

    const whole = hexOf(algorithm, bytes);
    const divided = hexOf(algorithm, bytes.subarray(0, 1), bytes.subarray(1, 131_072), bytes.subarray(131_072));

    expect(divided).toBe(whole);
  });
});

describe("combineCrc", () => {
  test.each(["CRC32", "CRC32C", "CRC64NVME"] satisfies CrcAlgorithm[])(
    "%s of parts is that of the whole",
    (algorithm) => {
      const bytes = pattern(100_003);
      const parts = [bytes.subarray(0, 0), bytes.subarray(0, 4096), bytes.subarray(4096, 8192), bytes.subarray(8192)];

      const combined = combineCrc(
        algorithm,
        parts.map((part) => ({
          checksum: Buffer.from(hexOf(algorithm, part), "hex").toString("base64"),
          bytes: part.length,
        })),
      );

      expect(Buffer.from(combined, "base64").toString("hex")).toBe(hexOf(algorithm, bytes));
    },
  );
});
