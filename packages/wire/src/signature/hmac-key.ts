import { createHmac } from "node:crypto";
import { sha256Hex } from "./digest.ts";

const blockBytes = 64;
const hashBytes = 32;

/**
 * A key of HMAC-SHA256 that signs many texts, from two plain hashes: https://www.rfc-editor.org/rfc/rfc2104
 * Node's own takes an object for each text, whose making and collecting cost more than the hashing.
 */
export class HmacKey {
  readonly key: Buffer;
  /** The key over the inner pad, with room for a text behind it; the key over the outer pad, with room for a hash. */
  readonly #inner = Buffer.alloc(1024);
  readonly #outer = Buffer.alloc(blockBytes + hashBytes);

  /** `key` is at most one block long, as signing keys are. */
  constructor(key: Buffer) {
    this.key = key;
    for (let at = 0; at < blockBytes; at++) {
      const byte = key[at] ?? 0;
      this.#inner[at] = byte ^ 0x36;
      this.#outer[at] = byte ^ 0x5c;
    }
  }

  signHex(text: string): string {
    const room = this.#inner.length - blockBytes;
    // A character is three bytes at most.
    if (text.length * 3 > room) return createHmac("sha256", this.key).update(text, "utf8").digest("hex");
    const end = blockBytes + this.#inner.write(text, blockBytes, "utf8");
    this.#outer.write(sha256Hex(this.#inner.subarray(0, end)), blockBytes, "hex");
    return sha256Hex(this.#outer);
  }
}
