/** Wall-clock time somewhere, as the milliseconds since the epoch that UTC would show it at. */
export type LocalTime = number;

const formats = new Map<string, Intl.DateTimeFormat>();

export function isTimeZone(zone: string): boolean {
  try {
    format(zone);
    return true;
  } catch {
    return false;
  }
}

export function toLocal(at: number, zone: string): LocalTime {
  if (zone === "UTC") return at;
  const found: Record<string, number> = {};
  for (const { type, value } of format(zone).formatToParts(at)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  return Date.UTC(year, month - 1, day, hour % 24, minute, second) + (at % 1000);
}

/** When clocks there show a time, the first time that they do; undefined where they are put forward over it. */
export function fromLocal(local: LocalTime, zone: string): number | undefined {
  if (zone === "UTC") return local;
  const dayMs = 24 * 60 * 60_000;
  const offsets = [local - dayMs, local + dayMs].map((near) => toLocal(near, zone) - near);
  const candidates = [...new Set(offsets)].map((offset) => local - offset);
  const right = candidates.filter((at) => toLocal(at, zone) === local);
  return right.length === 0 ? undefined : Math.min(...right);
}

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, known);
  }
  return known;
}
