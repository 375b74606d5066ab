import { crc32cPolynomial, crc32Polynomial, crc64NvmePolynomial, crcBase64 } from "./crc.ts";

export type CrcAlgorithm = "CRC32" | "CRC32C" | "CRC64NVME";

export interface CrcPart {
  /** In base64. */
  readonly checksum: string;
  readonly bytes: number;
}

const crcs: Readonly<Record<CrcAlgorithm, { readonly polynomial: bigint; readonly width: 4 | 8 }>> = {
  CRC32: { polynomial: crc32Polynomial, width: 4 },
  CRC32C: { polynomial: crc32cPolynomial, width: 4 },
  CRC64NVME: { polynomial: crc64NvmePolynomial, width: 8 },
};

/**
 * The sum of an object from the sums of its parts, without reading them again: the full-object checksum of a multipart upload.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#ChecksumTypes
 */
export function combineCrc(algorithm: CrcAlgorithm, parts: readonly CrcPart[]): string {
  const { polynomial, width } = crcs[algorithm];
  const field = new Field(polynomial, BigInt(width * 8));
  let sum = 0n;
  for (const part of parts) {
    const own = BigInt(`0x${Buffer.from(part.checksum, "base64").toString("hex")}`);
    sum = field.multiply(field.shift(part.bytes), sum) ^ own;
  }
  return crcBase64(sum, width);
}

/** Polynomials modulo that of the sum. Appending n bytes to what was summed multiplies its sum by x to the power of 8n. */
class Field {
  readonly #polynomial: bigint;
  readonly #one: bigint;
  /** Parts of an upload mostly have one length. */
  readonly #shifts = new Map<number, bigint>();

  constructor(polynomial: bigint, bits: bigint) {
    this.#polynomial = polynomial;
    this.#one = 1n << (bits - 1n);
  }

  multiply(a: bigint, b: bigint): bigint {
    let product = 0n;
    let factor = b;
    for (let bit = this.#one; bit !== 0n; bit >>= 1n) {
      if (a & bit) product ^= factor;
      factor = factor & 1n ? (factor >> 1n) ^ this.#polynomial : factor >> 1n;
    }
    return product;
  }

  shift(bytes: number): bigint {
    const known = this.#shifts.get(bytes);
    if (known !== undefined) return known;
    let power = this.#one;
    let square = this.#one >> 8n;
    for (let left = BigInt(bytes); left !== 0n; left >>= 1n) {
      if (left & 1n) power = this.multiply(power, square);
      square = this.multiply(square, square);
    }
    this.#shifts.set(bytes, power);
    return power;
  }
}
