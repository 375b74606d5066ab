import { describe, expect, it } from "vitest";
import { nextTime, readAt, readCronExpression, readRate } from "./schedule-expression.ts";

const after = (text: string): number => Date.parse(text);

function times(cron: string, from: string, count: number, zone = "UTC"): string[] {
  const expression = readCronExpression(`cron(${cron})`);
  const found: string[] = [];
  let last = after(from);
  while (expression !== undefined && found.length < count) {
    const next = nextTime(expression, { after: last, startAt: 0, zone });
    if (next === undefined) break;
    found.push(new Date(next).toISOString().slice(0, 16));
    last = next;
  }
  return found;
}

describe("readCronExpression", () => {
  it.each([
    ["0 12 * * ? *", "2026-01-01T12:00Z", ["2026-01-02T12:00", "2026-01-03T12:00"]],
    ["0/20 8-9 ? * MON-FRI *", "2026-01-02T09:30Z", ["2026-01-02T09:40", "2026-01-05T08:00"]],
    ["0 0 L * ? *", "2026-02-01T00:00Z", ["2026-02-28T00:00", "2026-03-31T00:00"]],
    ["0 0 LW * ? *", "2026-01-31T01:00Z", ["2026-02-27T00:00", "2026-03-31T00:00"]],
    ["0 0 15W * ? *", "2026-02-01T00:00Z", ["2026-02-16T00:00", "2026-03-16T00:00"]],
    ["0 0 1W * ? *", "2026-07-31T00:00Z", ["2026-08-03T00:00", "2026-09-01T00:00"]],
    ["0 0 ? * FRI#2 *", "2026-01-01T00:00Z", ["2026-01-09T00:00", "2026-02-13T00:00"]],
    ["0 0 ? * 6L *", "2026-01-01T00:00Z", ["2026-01-30T00:00", "2026-02-27T00:00"]],
    ["0 0 29 2 ? *", "2026-01-01T00:00Z", ["2028-02-29T00:00", "2032-02-29T00:00"]],
    ["0-15/5 8-8 ? * 2,3 *", "2026-01-05T08:08Z", ["2026-01-05T08:10", "2026-01-05T08:15"]],
    ["0 0 ? * FRI-MON *", "2026-01-04T00:00Z", ["2026-01-05T00:00", "2026-01-09T00:00"]],
  ])("finds the times of %s", (cron, from, expected) => expect(times(cron, from, 2)).toEqual(expected));

  it("ends when its years are over", () =>
    expect(times("0 0 1 JAN ? 2025-2027", "2026-06-01T00:00Z", 3)).toEqual(["2027-01-01T00:00"]));

  it("follows the clocks of a time zone, and leaves out what they are put forward over", () => {
    expect(times("30 2 * * ? *", "2026-03-28T00:00Z", 2, "Europe/Berlin")).toEqual([
      "2026-03-28T01:30",
      "2026-03-30T00:30",
    ]);
  });

  it("runs once in the hour that comes twice", () => {
    expect(times("30 2 * * ? *", "2026-10-24T12:00Z", 2, "Europe/Berlin")).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
  });

  it.each([
    "0 1 * * * *",
    "7 20 * * NOT *",
    "71 8 1 * ? *",
    "INVALID",
    "0 dummy ? * MON-FRI *",
    "0 0 ? * ? *",
    "0 0 1 1 1 *",
    "* * * * ?",
    "0 0 32 * ? *",
    "0 0 ? * 8 *",
    "0/0 * * * ? *",
  ])("refuses %s", (cron) => expect(readCronExpression(`cron(${cron})`)).toBeUndefined());
});

describe("readRate", () => {
  it("counts from where it began", () => {
    const rate = readRate("rate(5 minutes)", { isStrict: true });

    expect(rate && nextTime(rate, { after: 1_000_000, startAt: 100_000 })).toBe(1_300_000);
  });

  it.each([
    "rate(1 minutes)",
    "rate(2 minute)",
    "rate(0 minutes)",
    "rate(-1 minutes)",
    "rate(10 years)",
    "rate(10)",
    "rate( 1 minute)",
  ])("refuses %s", (text) => expect(readRate(text, { isStrict: true })).toBeUndefined());
});

describe("readAt", () => {
  it("is a time of a zone", () => {
    const at = readAt("at(2026-07-01T12:00:00)");

    expect(at && nextTime(at, { after: 0, startAt: 0, zone: "Asia/Tokyo" })).toBe(after("2026-07-01T03:00Z"));
    expect(at && nextTime(at, { after: after("2026-07-01T13:00Z"), startAt: 0 })).toBeUndefined();
  });

  it.each(["at(2021-12-31T23:59:59Z)", "at(2021-12-31)", "at(2021-02-30T00:00:00)", "at()"])("refuses %s", (text) =>
    expect(readAt(text)).toBeUndefined(),
  );
});
