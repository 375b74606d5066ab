import { buildCrcModule, crcDataOffset, crcMemoryPages, crcTables } from "./crc-module.ts";
import type { Checksum } from "./sum.ts";

/** Polynomials with their lowest power in the highest bit, as the sums are computed. */
export const crc32Polynomial = 0xedb88320n;
export const crc32cPolynomial = 0x82f63b78n;
export const crc64NvmePolynomial = 0x9a6c9329ac4bc9b5n;

/**
 * A sum by sixteen bytes at a time. In WebAssembly, because it has whole 64-bit numbers: 1.6 GB/s of one core against 0.4 in
 * plain JavaScript, which would be the slowest part of an upload.
 */
export function reflectedCrc(polynomial: bigint, width: 4 | 8): Checksum {
  const engine = engineOf(polynomial);
  const all = (1n << BigInt(width * 8)) - 1n;
  let sum = all;
  return {
    update(bytes) {
      for (let at = 0; at < bytes.length; at += dataBytesMax) {
        const part = bytes.subarray(at, at + dataBytesMax);
        engine.data.set(part);
        sum = BigInt.asUintN(64, engine.run(crcDataOffset, part.length, sum));
      }
    },
    digestBase64: () => crcBase64(sum ^ all, width),
  };
}

export function crcBase64(sum: bigint, width: 4 | 8): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(sum);
  return bytes.subarray(8 - width).toString("base64");
}

interface Engine {
  /** Where the bytes to be summed are put. */
  readonly data: Uint8Array;
  readonly run: (offset: number, length: number, sum: bigint) => bigint;
}

/** What of WebAssembly is used here; the types of Node leave it to those of browsers. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly run: Engine["run"] };
  };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

const dataBytesMax = crcMemoryPages * 65_536 - crcDataOffset;
const engines = new Map<bigint, Engine>();

/** One per polynomial serves all sums: between two calls it keeps nothing but its tables. */
function engineOf(polynomial: bigint): Engine {
  const known = engines.get(polynomial);
  if (known !== undefined) return known;
  const { memory, run } = new WebAssembly.Instance(new WebAssembly.Module(buildCrcModule())).exports;
  new BigUint64Array(memory.buffer, 0, 16 * 256).set(crcTables(polynomial));
  const engine = { data: new Uint8Array(memory.buffer, crcDataOffset), run };
  engines.set(polynomial, engine);
  return engine;
}
