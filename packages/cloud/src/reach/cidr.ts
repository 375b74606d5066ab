/** A block of IPv4 addresses. */
export interface Block {
  /** Its first address. */
  readonly base: number;
  readonly bits: number;
}

const octet = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const pattern = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}(?:/(3[0-2]|[12]?\\d))?$`);

export const sizeOf = ({ bits }: Block): number => 2 ** (32 - bits);

/** Reads a block, or an address as the block of it alone; undefined for what is none. Bits behind the prefix are dropped. */
export function parseBlock(text: string): Block | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const bits = Number(match[5] ?? 32);
  const address = match.slice(1, 5).reduce((all, part) => all * 256 + Number(part), 0);
  return { base: address - (address % 2 ** (32 - bits)), bits };
}

export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");

export const formatBlock = (block: Block): string => `${formatAddress(block.base)}/${block.bits}`;

export const contains = (outer: Block, inner: Block): boolean =>
  inner.base >= outer.base && inner.base + sizeOf(inner) <= outer.base + sizeOf(outer);

/** Blocks overlap only where one contains the other. */
export const overlaps = (a: Block, b: Block): boolean => contains(a, b) || contains(b, a);
