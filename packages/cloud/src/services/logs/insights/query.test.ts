import { describe, expect, it } from "vitest";
import { readQuery } from "./query.ts";
import { recordOf } from "./record.ts";
import { QueryError, textOf } from "./values.ts";

const events = [
  { level: "info", took: 10, user: { name: "ann" }, ip: "10.1.2.3" },
  { level: "error", took: 30, user: { name: "bob" }, text: "user=bob took 30 ms" },
  { level: "error", took: 50, user: { name: "ann" } },
  "plain text with user=cid took 70 ms",
];

function ask(text: string): (string | undefined)[][] {
  const query = readQuery(text);
  for (const [index, event] of events.entries()) {
    const message = typeof event === "string" ? event : JSON.stringify(event);
    const stored = { stream: "s", at: Date.UTC(2026, 0, 1) + index * 60_000, ingestedAt: 0, message, sequence: index };
    query.add(recordOf(stored, { account: "1", group: "g" }, "p"));
  }
  const { rows, columns } = query.result(undefined);
  return rows.map((row) =>
    columns.map((column) => (row.get(column) === undefined ? undefined : textOf(row.get(column)))),
  );
}

describe("readQuery", () => {
  it.each<[string, (string | undefined)[][]]>([
    ["fields took | sort took desc | limit 2", [["50"], ["30"]]],
    ["fields took", [[undefined], ["50"], ["30"], ["10"]]],
    ['filter level = "error" and took > 30 | fields user.name', [["ann"]]],
    ['filter level != "error" and ispresent(took) | fields took', [["10"]]],
    ['filter level in ["info", "warn"] | fields took', [["10"]]],
    ['filter level not in ["info"] and ispresent(level) | fields took', [["50"], ["30"]]],
    ["filter @message like /user=c/ | fields @logStream", [["s"]]],
    ["filter @message like /(?i)PLAIN/ | fields @log", [["1:g"]]],
    ['filter @message not like "took" | fields took', []],
    ["filter level =~ /^err/ | fields took", [["50"], ["30"]]],
    ["filter not (took < 40) and ispresent(took) | fields took", [["50"]]],
    [
      'parse @message "user=* took * ms" as who, ms | filter ispresent(who) | fields who, ms',
      [
        ["cid", "70"],
        ["bob", "30"],
      ],
    ],
    ["parse @message /user=(?<who>\\w+) took (?<ms>\\d+)/ | filter ms > 50 | display who", [["cid"]]],
    [
      "stats count(*) as n, avg(took), max(took), pct(took, 50) by level | sort level asc",
      [
        [undefined, "1", undefined, undefined, undefined],
        ["error", "2", "40", "50", "30"],
        ["info", "1", "10", "10", "10"],
      ],
    ],
    [
      "stats count(*) by bin(2m) | sort `bin(2m)` asc",
      [
        ["2026-01-01 00:00:00.000", "2"],
        ["2026-01-01 00:02:00.000", "2"],
      ],
    ],
    ["stats sum(took) as s by user.name | sort s desc | limit 1", [["ann", "60"]]],
    [
      "stats count_distinct(level), earliest(took), latest(took), sortsFirst(level), stddev(took)",
      [["2", "10", "50", "error", "16.3299"]],
    ],
    ["stats count(*) as n by level | stats max(n)", [["2"]]],
    ["filter ispresent(took) | dedup level | fields took | sort took asc", [["10"], ["50"]]],
    [
      "filter took = 10 | fields took * 2 + 1 as x, concat(level, '-', toupper(level)) as y, strlen(level)",
      [["21", "info-INFO", "4"]],
    ],
    [
      "filter took = 10 | fields isIpv4InSubnet(ip, '10.0.0.0/8') as a, coalesce(gone, level) as b, took / 4",
      [["true", "info", "2.5"]],
    ],
    [
      "filter took = 10 | fields substr(level, 1, 2), replace(level, 'in', 'on'), greatest(took, 11), datefloor(@timestamp, 1h)",
      [["nf", "onfo", "11", "2026-01-01 00:00:00.000"]],
    ],
    ["# a comment\nfields took | filter took = 50", [["50"]]],
  ])("answers %s", (text, expected) => expect(ask(text)).toEqual(expected));

  it.each([
    "",
    "nonsense",
    "fields",
    "filter took >",
    "stats took",
    "limit 0",
    "parse @message '*' as a, b",
    "filter a like b",
    "filter (a = 1",
  ])("refuses %s", (text) => expect(() => readQuery(text)).toThrow(QueryError));

  it("keeps a bounded number of rows", () => {
    const query = readQuery("fields n");
    for (let n = 0; n < 50_000; n++) query.add(new Map([["n", n]]));

    expect(query.result(undefined).rows).toHaveLength(10_000);
  });

  it("finds what Lambda reports", () => {
    const message =
      "REPORT RequestId: 11-22\tDuration: 12.5 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\t";
    const row = recordOf(
      { stream: "s", at: 0, ingestedAt: 0, message, sequence: 0 },
      { account: "1", group: "g" },
      "p",
    );

    expect(row.get("@duration")).toBe(12.5);
    expect(row.get("@maxMemoryUsed")).toBe(64_000_000);
    expect(row.get("@requestId")).toBe("11-22");
  });
});
