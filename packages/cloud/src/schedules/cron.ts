import { type DayRule, readDayOfMonth, readDayOfWeek } from "./cron-days.ts";
import { readField } from "./cron-field.ts";
import { fromLocal, toLocal } from "./time-zone.ts";

/** Six fields. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number> | undefined;
  readonly isDay: DayRule;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const yearMin = 1970;
const yearMax = 2199;
const dayMs = 24 * 60 * 60_000;
/** The 29th of February on one day of the week comes at least once in so many years. */
const yearsAheadMax = 40;

/** What stands between the brackets of `cron(...)`; undefined when it is none. */
export function readCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  // Of the two days one must be left open, and only one.
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) return undefined;
  const minutes = readField(minute, { min: 0, max: 59 });
  const hours = readField(hour, { min: 0, max: 23 });
  const monthsWanted = readField(month, { min: 1, max: 12, names: months });
  const years = readField(year, { min: yearMin, max: yearMax });
  const isDay = dayOfWeek === "?" ? readDayOfMonth(dayOfMonth) : readDayOfWeek(dayOfWeek);
  if (!minutes || !hours || !monthsWanted || !years || !isDay) return undefined;
  return {
    minutes: sorted(minutes),
    hours: sorted(hours),
    months: monthsWanted,
    years: year === "*" ? undefined : years,
    isDay,
  };
}

/** The next time after `after`; undefined when there is none. Times that clocks are put forward over are left out. */
export function nextCron(cron: Cron, after: number, zone = "UTC"): number | undefined {
  const local = toLocal(after, zone);
  const lastYear = Math.min(
    yearMax,
    new Date(local).getUTCFullYear() + (cron.years === undefined ? yearsAheadMax : 400),
  );
  let day = local - mod(local, dayMs);
  for (;;) {
    const date = new Date(day);
    const year = date.getUTCFullYear();
    if (year > lastYear) return undefined;
    if (cron.years !== undefined && !cron.years.has(year)) {
      day = Date.UTC(year + 1, 0, 1);
      continue;
    }
    if (!cron.months.has(date.getUTCMonth() + 1)) {
      day = Date.UTC(year, date.getUTCMonth() + 1, 1);
      continue;
    }
    const found = cron.isDay(date) ? firstOfDay(cron, day, { after, zone }) : undefined;
    if (found !== undefined) return found;
    day += dayMs;
  }
}

function firstOfDay(
  { hours, minutes }: Cron,
  day: number,
  { after, zone }: { readonly after: number; readonly zone: string },
): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = fromLocal(day + (hour * 60 + minute) * 60_000, zone);
      if (at !== undefined && at > after) return at;
    }
  }
  return undefined;
}

const sorted = (numbers: ReadonlySet<number>): number[] => [...numbers].sort((one, other) => one - other);
const mod = (value: number, by: number): number => ((value % by) + by) % by;
