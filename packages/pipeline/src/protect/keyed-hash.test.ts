import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { KeyedHash } from "./keyed-hash.ts";

const texts = [
  "",
  "a",
  "person@example.com",
  "\ud800 alone",
  "größer 日本 🦀",
  "x".repeat(1365),
  "é".repeat(1366),
  "y".repeat(100_000),
];

describe("KeyedHash", () => {
  it.each([
    ["a short key", "key"],
    ["a block of bytes", Buffer.alloc(64, 0xfe)],
    ["a longer key", Buffer.alloc(65, 7)],
  ])("is HMAC-SHA-256 of any text under %s, whatever came before it", (_, key) => {
    const keyed = new KeyedHash(key);

    for (const text of [...texts, ...texts.toReversed()]) {
      expect(keyed.of(text)).toBe(createHmac("sha256", key).update(text).digest("base64url"));
    }
  });
});
