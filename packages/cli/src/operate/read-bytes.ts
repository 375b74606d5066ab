import { UsageError } from "../usage-error.ts";

const units = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

/** Bytes of a size as people write it: 200kB, 5MB, 1.5GB, 64MiB. Throws UsageError. */
export function readBytes(what: string, text: string): number {
  const [, amount, unit = "B"] = /^(\d+(?:\.\d+)?) ?(B|kB|MB|GB|KiB|MiB|GiB)?$/.exec(text) ?? [];
  if (amount === undefined) {
    throw new UsageError(`${what} is "${text}": expected a number with kB, MB, GB, KiB, MiB or GiB, such as 5MB`);
  }
  return Number(amount) * units[unit as keyof typeof units];
}
