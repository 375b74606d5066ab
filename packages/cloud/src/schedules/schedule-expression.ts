import { type Cron, nextCron, readCron } from "./cron.ts";
import { fromLocal } from "./time-zone.ts";

/** When something is to happen. */
export type ScheduleExpression =
  | { readonly kind: "rate"; readonly periodMs: number }
  | { readonly kind: "cron"; readonly cron: Cron }
  /** Wall-clock time, wherever it will be read. */
  | { readonly kind: "at"; readonly local: number };

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `rate(5 minutes)`: one of a unit is written without its s, more with it. */
export function readRate(text: string, { isStrict }: { readonly isStrict: boolean }): ScheduleExpression | undefined {
  const [, count = "", unit = "", plural] = /^rate\((\d+)\s+(minute|hour|day)(s?)\)$/.exec(text) ?? [];
  const value = Number(count);
  if (count === "" || value < 1) return undefined;
  if (isStrict && (value === 1) !== (plural === "")) return undefined;
  return { kind: "rate", periodMs: value * (unitMs[unit] ?? 0) };
}

export function readCronExpression(text: string): ScheduleExpression | undefined {
  const inner = /^cron\((.+)\)$/.exec(text)?.[1];
  const cron = inner === undefined ? undefined : readCron(inner);
  return cron === undefined ? undefined : { kind: "cron", cron };
}

/** `at(2026-12-24T18:00:00)`, without a zone. */
export function readAt(text: string): ScheduleExpression | undefined {
  const inner = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(text)?.[1];
  const local = inner === undefined ? Number.NaN : Date.parse(`${inner}Z`);
  // Days that a month does not have are moved on by some engines; they are no times.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== inner) return undefined;
  return { kind: "at", local };
}

export interface NextOptions {
  /** What came before. */
  readonly after: number;
  /** Where rates begin to count. */
  readonly startAt: number;
  readonly zone?: string;
}

/** The next time after `after`; undefined when there is none. */
export function nextTime(expression: ScheduleExpression, { after, startAt, zone = "UTC" }: NextOptions) {
  if (expression.kind === "cron") return nextCron(expression.cron, after, zone);
  if (expression.kind === "rate") {
    const { periodMs } = expression;
    return startAt + (Math.floor((after - startAt) / periodMs) + 1) * periodMs;
  }
  const at = fromLocal(expression.local, zone);
  return at !== undefined && at > after ? at : undefined;
}
