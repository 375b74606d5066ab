import { UsageError } from "../usage-error.ts";

const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Milliseconds of a time as people write it: 200ms, 30s, 90m, 7d. Throws UsageError. */
export function readDuration(what: string, text: string): number {
  const [, count, unit] = /^(\d+)(ms|[smhdw])$/.exec(text) ?? [];
  if (count === undefined) {
    throw new UsageError(`${what} is "${text}": expected a number with ms, s, m, h, d or w, such as 90m`);
  }
  return Number(count) * units[unit as keyof typeof units];
}
