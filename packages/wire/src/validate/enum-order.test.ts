import { describe, expect, test } from "vitest";
import { inHashOrder } from "./enum-order.ts";

/** As AWS was seen to list them, from the order of its models. */
const seen: readonly (readonly [what: string, model: readonly string[], listed: readonly string[]])[] = [
  ["kinds of attributes", ["S", "N", "B"], ["B", "N", "S"]],
  ["states of alarms", ["OK", "ALARM", "INSUFFICIENT_DATA"], ["INSUFFICIENT_DATA", "ALARM", "OK"]],
  [
    "methods, two of which share a slot",
    ["POST", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"],
    ["HEAD", "POST", "PATCH", "DELETE", "PUT", "GET", "OPTIONS"],
  ],
  [
    "states of executions, two of which share a slot",
    ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"],
    ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"],
  ],
];

describe("inHashOrder", () => {
  test.each(seen)("lists %s as AWS does", (_, model, listed) => {
    expect(inHashOrder(model)).toEqual(listed);
  });

  test("puts many into the same 32 slots", () => {
    const many = Array.from({ length: 64 }, (_, index) => String.fromCharCode(index + 64));

    expect(inHashOrder(many).slice(0, 4)).toEqual(["`", "@", "a", "A"]);
  });
});
