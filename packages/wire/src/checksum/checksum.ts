import { createHash } from "node:crypto";
import * as zlib from "node:zlib";
import { crc32cPolynomial, crc64NvmePolynomial, reflectedCrc } from "./crc.ts";
import type { Checksum } from "./sum.ts";
import { xxh3 } from "./xxh3.ts";
import { xxh64 } from "./xxh64.ts";

/** As S3 names them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
export type ChecksumAlgorithm =
  | "CRC32"
  | "CRC32C"
  | "CRC64NVME"
  | "MD5"
  | "SHA1"
  | "SHA256"
  | "SHA512"
  | "XXHASH3"
  | "XXHASH64"
  | "XXHASH128";

export const checksumAlgorithms: readonly ChecksumAlgorithm[] = [
  "CRC32",
  "CRC32C",
  "CRC64NVME",
  "MD5",
  "SHA1",
  "SHA256",
  "SHA512",
  "XXHASH3",
  "XXHASH64",
  "XXHASH128",
];

export function checksum(algorithm: ChecksumAlgorithm): Checksum {
  switch (algorithm) {
    case "CRC32":
      return crc32();
    case "CRC32C":
      return reflectedCrc(crc32cPolynomial, 4);
    case "CRC64NVME":
      return reflectedCrc(crc64NvmePolynomial, 8);
    case "XXHASH64":
      return xxh64();
    case "XXHASH3":
      return xxh3(8);
    case "XXHASH128":
      return xxh3(16);
    default:
      return hash(algorithm.toLowerCase());
  }
}

function crc32(): Checksum {
  let sum = 0;
  return {
    update(bytes) {
      sum = zlib.crc32(bytes, sum);
    },
    digestBase64() {
      const result = Buffer.alloc(4);
      result.writeUInt32BE(sum);
      return result.toString("base64");
    },
  };
}

function hash(name: string): Checksum {
  const state = createHash(name);
  return {
    update(bytes) {
      state.update(bytes);
    },
    digestBase64: () => state.digest("base64"),
  };
}
