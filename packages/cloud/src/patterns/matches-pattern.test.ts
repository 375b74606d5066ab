import { describe, expect, it } from "vitest";
import { matchesPattern } from "./matches-pattern.ts";

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

describe("matchesPattern", () => {
  it.each<[string, object]>([
    ["a value", { source: ["aws.s3"] }],
    ["one of several", { source: ["x", "aws.s3"] }],
    ["a number, null and true", { size: [12.5], none: [null], isNew: [true] }],
    ["one value of a list", { tags: ["green"] }],
    ["a beginning", { source: [{ prefix: "aws." }] }],
    ["a beginning in any case", { source: [{ prefix: { "equals-ignore-case": "AWS" } }] }],
    ["an end below", { detail: { name: [{ suffix: ".csv" }] } }],
    ["any case", { source: [{ "equals-ignore-case": "AWS.S3" }] }],
    ["a wildcard", { detail: { name: [{ wildcard: "orders/*.c*v" }] } }],
    ["a range", { size: [{ numeric: [">", 12, "<=", 12.5] }] }],
    ["an address", { ip: [{ cidr: "10.0.0.0/24" }] }],
    ["what is there", { detail: { name: [{ exists: true }] } }],
    ["what is not there", { detail: { other: [{ exists: false }] }, absent: [{ exists: false }] }],
    ["anything but", { source: [{ "anything-but": ["x", "y"] }] }],
    ["a list of which one is anything but", { tags: [{ "anything-but": "red" }] }],
    ["anything but a beginning", { source: [{ "anything-but": { prefix: "gcp" } }] }],
    ["anything but ends", { source: [{ "anything-but": { suffix: ["ec2", "sns"] } }] }],
    ["anything but a wildcard", { source: [{ "anything-but": { wildcard: "*.ec2" } }] }],
    ["one alternative", { $or: [{ source: ["x"] }, { size: [{ numeric: ["<", 13] }] }] }],
    ["one object of a list as a whole", { detail: { parts: { n: [2], ok: [true] } } }],
  ])("finds %s", (_, pattern) => expect(matchesPattern({ ...pattern }, event)).toBe(true));

  it.each<[string, object]>([
    ["another value", { source: ["aws.ec2"] }],
    ["a text for a number", { size: ["12.5"] }],
    ["a field that is not there", { absent: ["x"] }],
    ["anything but, of what is not there", { absent: [{ "anything-but": "x" }] }],
    ["an object as a value", { detail: [{ exists: true }] }],
    ["a range beyond", { size: [{ numeric: [">", 12.5] }] }],
    ["an address beside", { ip: [{ cidr: "10.0.1.0/24" }] }],
    ["a wildcard's pieces over one another", { source: [{ wildcard: "aws.s*s3" }] }],
    ["an escaped star", { source: [{ wildcard: "aws.\\*" }] }],
    ["no alternative", { $or: [{ source: ["x"] }, { size: [1] }] }],
    ["parts of different objects of a list", { detail: { parts: { n: [1], ok: [true] } } }],
    ["what everything inherits", { constructor: [{ exists: true }] }],
  ])("does not find %s", (_, pattern) => expect(matchesPattern({ ...pattern }, event)).toBe(false));
});
