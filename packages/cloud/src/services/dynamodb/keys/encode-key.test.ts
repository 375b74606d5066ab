import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalNumber, compareNumbers } from "../values/number.ts";
import { encodeKey, encodePart, partitionPrefix, segmentStart } from "./encode-key.ts";

const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n }), fc.integer({ min: -92, max: 87 }))
  .map(([digits, exponent]) => canonicalNumber(`${digits}e${exponent}`));
const bytes = fc.array(fc.constantFrom(0, 1, 65, 255), { maxLength: 5 }).map((list) => Buffer.from(list));
const binary = (value: Buffer) => ({ B: value.toString("base64") });

describe("encodeKey", () => {
  it("orders numbers as numbers", () => {
    fc.assert(
      fc.property(number, number, (one, two) => {
        const order = Buffer.compare(encodePart({ N: one }), encodePart({ N: two }));

        expect(order).toBe(Math.sign(compareNumbers(one, two)));
      }),
    );
  });

  it("orders sort keys within a partition by their bytes, whatever follows them", () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (one, two, after, other) => {
        const key = (range: Buffer, suffix: Buffer) => encodeKey({ S: "a" }, binary(range), suffix);

        const order = Buffer.compare(key(one, after), key(two, other));

        expect(order).toBe(Buffer.compare(one, two) || Buffer.compare(after, other));
      }),
    );
  });

  it("begins with the prefix of its partition, and of no other", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (one, two, range) => {
        const key = encodeKey({ S: one }, { S: range });
        const prefix = partitionPrefix({ S: two });

        expect(key.subarray(0, prefix.length).equals(prefix)).toBe(one === two);
      }),
    );
  });

  it("cuts all hashes into segments without a gap", () => {
    const starts = Array.from({ length: 4 }, (_, at) => segmentStart(at, 3)?.readUInt32BE());

    expect(starts).toEqual([0, 1431655766, 2863311531, undefined]);
  });
});
