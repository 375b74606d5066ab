import { describe, expect, it } from "vitest";
import { matchesPattern } from "./matches-pattern.ts";
import type { Pattern } from "./pattern.ts";
import { PatternAutomaton } from "./pattern-automaton.ts";

const event = {
  source: "aws.s3",
  size: 12.5,
  none: null,
  isNew: true,
  ip: "10.0.0.17",
  tags: ["red", "green"],
  detail: {
    name: "orders/2026.csv",
    parts: [
      { n: 1, ok: false },
      { n: 2, ok: true },
    ],
  },
};

const matching: Pattern[] = [
  { source: ["aws.s3"] },
  { source: ["x", "aws.s3"], size: [12.5] },
  { none: [null], isNew: [true] },
  { tags: ["green"] },
  { tags: ["green", "red"] },
  { source: [{ prefix: "aws." }] },
  { source: [{ prefix: { "equals-ignore-case": "AWS" } }] },
  { source: [{ suffix: { "equals-ignore-case": ".S3" } }] },
  { detail: { name: [{ suffix: ".csv" }] } },
  { source: [{ "equals-ignore-case": "AWS.S3" }] },
  { detail: { name: [{ wildcard: "orders/*.c*v" }] } },
  { size: [{ numeric: [">", 12, "<=", 12.5] }] },
  { ip: [{ cidr: "10.0.0.0/24" }] },
  { absent: [{ exists: false }], source: [{ exists: true }] },
  { absent: ["x", { exists: false }] },
  { source: [{ "anything-but": ["x", "y"] }] },
  { source: [{ "anything-but": { prefix: ["gcp", "x"] } }] },
  { source: [{ "anything-but": { "equals-ignore-case": ["AWS.EC2"] } }] },
  { $or: [{ source: ["x"] }, { size: [{ numeric: ["<", 13] }] }] },
  { tags: ["red"], $or: [{ source: ["x"] }, { detail: { $or: [{ name: ["y"] }, { name: [{ prefix: "orders" }] }] } }] },
  { detail: { parts: { n: [2], ok: [true] } } },
];

const other: Pattern[] = [
  { source: ["aws.ec2"] },
  { size: ["12.5"] },
  { absent: ["x"] },
  { absent: [{ "anything-but": "x" }] },
  { detail: [{ exists: true }] },
  { tags: [{ exists: false }] },
  { source: ["aws.s3"], size: [13] },
  { detail: { parts: { n: [1], ok: [true] } } },
  { constructor: [{ exists: true }] },
  { $or: [{ source: ["x"] }, { size: [1] }] },
];

describe("PatternAutomaton", () => {
  it("finds exactly the patterns that match, out of all at once", () => {
    const automaton = new PatternAutomaton([...matching, ...other]);

    expect(automaton.match(event)).toEqual(matching.map((_, at) => at));
  });

  it.each([...matching, ...other].map((pattern) => [JSON.stringify(pattern), pattern] as const))(
    "agrees with one pattern at a time about %s",
    (_, pattern) => {
      expect(new PatternAutomaton([pattern]).match(event).length === 1).toBe(matchesPattern(pattern, event));
    },
  );

  it("forgets the event before", () => {
    const automaton = new PatternAutomaton([{ source: ["a"] }, { b: [{ exists: false }] }]);
    automaton.match({ source: "a", b: 1 });

    expect(automaton.match({ c: 1 })).toEqual([1]);
  });
});
