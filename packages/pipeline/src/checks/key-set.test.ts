import { describe, expect, it } from "vitest";
import { KeySet, keyHash } from "./key-set.ts";

describe("KeySet", () => {
  it("tells each of many keys once that it is new", () => {
    const set = new KeySet();
    const hashes = Array.from({ length: 50_000 }, (_, index) => keyHash(0, [index]));

    expect(hashes.every((hash) => set.add(hash))).toBe(true);
    expect(hashes.some((hash) => set.add(hash))).toBe(false);
    expect(set.size).toBe(50_000);
  });
});

describe("keyHash", () => {
  it("tells keys apart by set, by type and by where one value ends", () => {
    const keys = [
      keyHash(0, ["a", "b"]),
      keyHash(1, ["a", "b"]),
      keyHash(0, ["ab", ""]),
      keyHash(0, [1]),
      keyHash(0, ["1"]),
      keyHash(0, [1n]),
    ];

    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(keys.length);
  });
});
