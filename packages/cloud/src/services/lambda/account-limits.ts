import type { LambdaStore } from "./store.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const accountLimits = {
  codeBytesMax: 80_530_636_800,
  unzippedBytesMax: 262_144_000,
  zippedBytesMax: 52_428_800,
  concurrentExecutions: 1000,
  /** What reservations must leave to functions without one. */
  unreservedExecutionsMin: 100,
} as const;

/** What all reservations together take, without the one of `except`. */
export function reservedExecutions(store: LambdaStore, except?: string): number {
  let reserved = 0;
  for (const fn of store.functions()) if (fn.name !== except) reserved += fn.reservedConcurrency ?? 0;
  return reserved;
}
