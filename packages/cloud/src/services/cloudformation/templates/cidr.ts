import { templateError } from "../errors.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html */
const blocksMax = 256;

/** `count` blocks of 2 to the power of `bits` addresses each, one after the other from where `block` begins. */
export function cidrBlocks(block: string, count: number, bits: number): string[] {
  const [address = "", prefixText] = block.split("/");
  const isSix = address.includes(":");
  const width = isSix ? 128 : 32;
  const prefix = Number(prefixText);
  const size = width - bits;
  const fits = size >= prefix && 2 ** Math.min(size - prefix, 53) >= count;
  if (prefixText === undefined || !(count >= 1 && count <= blocksMax) || !fits) {
    throw templateError(`Fn::Cidr cannot make ${count} blocks of ${bits} bits out of ${block}`);
  }
  const start = (isSix ? readSix(address) : readFour(address)) & ~((1n << BigInt(width - prefix)) - 1n);
  return Array.from({ length: count }, (_, index) => {
    const value = start + (BigInt(index) << BigInt(bits));
    return `${isSix ? writeSix(value) : writeFour(value)}/${size}`;
  });
}

const readFour = (text: string): bigint => text.split(".").reduce((all, part) => (all << 8n) | BigInt(part), 0n);

const writeFour = (value: bigint): string =>
  [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");

function readSix(text: string): bigint {
  const [left = "", right] = text.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === undefined || right === "" ? [] : right.split(":");
  const zeros = Array.from({ length: right === undefined ? 0 : 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail].reduce((all, part) => (all << 16n) | BigInt(`0x${part}`), 0n);
}

function writeSix(value: bigint): string {
  const parts = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  const text = parts.join(":");
  const zeros = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)[0];
  if (zeros === undefined) return text;
  return `${text.slice(0, zeros.index)}::${text.slice(zeros.index + zeros[0].length + 1)}`.replace(/:{3,}/, "::");
}
