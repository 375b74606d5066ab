import { createHash, timingSafeEqual } from "node:crypto";

/** RFC 8017, 9.1: the padding of RSASSA-PSS over a digest that was made elsewhere, with a salt as long as the digest. */
export function encodePss(digest: Buffer, salt: Buffer, hash: string, modulusBits: number): Buffer {
  const length = Math.ceil((modulusBits - 1) / 8);
  const inner = innerHash(digest, salt, hash);
  const filler = Buffer.alloc(length - salt.length - inner.length - 2);
  const block = Buffer.concat([filler, Buffer.from([1]), salt]);
  const masked = xor(block, mask(inner, block.length, hash));
  masked[0] = (masked[0] ?? 0) & firstByteMask(modulusBits);
  return Buffer.concat([masked, inner, Buffer.from([0xbc])]);
}

export function verifyPss(encoded: Buffer, digest: Buffer, hash: string, modulusBits: number): boolean {
  if (encoded.at(-1) !== 0xbc) return false;
  const masked = encoded.subarray(0, encoded.length - digest.length - 1);
  const inner = encoded.subarray(masked.length, encoded.length - 1);
  const block = xor(masked, mask(inner, masked.length, hash));
  block[0] = (block[0] ?? 0) & firstByteMask(modulusBits);
  const end = block.indexOf(1);
  if (end < 0 || block.subarray(0, end).some((byte) => byte !== 0)) return false;
  return timingSafeEqual(innerHash(digest, block.subarray(end + 1), hash), inner);
}

const innerHash = (digest: Buffer, salt: Buffer, hash: string): Buffer =>
  createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();

const firstByteMask = (modulusBits: number): number =>
  0xff >> (8 * Math.ceil((modulusBits - 1) / 8) - (modulusBits - 1));

/** MGF1 */
function mask(seed: Buffer, length: number, hash: string): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0, have = 0; have < length; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const block = createHash(hash).update(seed).update(count).digest();
    blocks.push(block);
    have += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

const xor = (left: Buffer, right: Buffer): Buffer => Buffer.from(left.map((byte, at) => byte ^ (right[at] ?? 0)));
