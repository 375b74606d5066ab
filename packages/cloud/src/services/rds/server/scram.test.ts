import { describe, expect, it } from "vitest";
import { scramVerifier } from "./scram.ts";

describe("scramVerifier", () => {
  it("is what PostgreSQL keeps of a password, made anew for every salt", () => {
    const verifier = scramVerifier("pencil", Buffer.from("salt-of-16-bytes"));

    expect(verifier).toMatch(/^SCRAM-SHA-256\$4096:[\w+/]{22}==\$[\w+/]{43}=:[\w+/]{43}=$/);
    expect(verifier).toBe(scramVerifier("pencil", Buffer.from("salt-of-16-bytes")));
    expect(verifier).not.toBe(scramVerifier("pencil", Buffer.from("another-salt-16b")));
    expect(verifier).not.toContain("pencil");
  });
});
