import { describe, expect, it } from "vitest";
import { judge } from "./verdict.ts";

/** X breaches, 0 does not, - is missing; the newest comes last. */
const stateOf = (points: string, TreatMissingData: string, M = 3) => {
  const data = [...points.replaceAll(" ", "")]
    .map((mark, index) => ({ at: index, value: mark === "X" ? 1 : 0, mark }))
    .filter(({ mark }) => mark !== "-")
    .reverse();
  const settings = {
    Threshold: 0.5,
    EvaluationPeriods: 3,
    DatapointsToAlarm: M,
    ComparisonOperator: "GreaterThanThreshold" as const,
    TreatMissingData,
  };
  return judge(settings, data)?.state ?? "unchanged";
};
const treatments = ["missing", "ignore", "breaching", "notBreaching"];
const [ok, alarm, none, same] = ["OK", "ALARM", "INSUFFICIENT_DATA", "unchanged"];

/** The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe("judge", () => {
  it.each([
    ["0 - X - X", [ok, ok, ok, ok]],
    ["- - - - 0", [ok, ok, ok, ok]],
    ["- - - - -", [none, same, alarm, ok]],
    ["0 X X - X", [alarm, alarm, alarm, alarm]],
    ["- - X - -", [alarm, same, alarm, ok]],
  ])("comes to AWS's states when all of 3 must breach: %s", (points, expected) =>
    expect(treatments.map((treatment) => stateOf(points, treatment))).toEqual(expected),
  );

  it.each([
    ["0 - X - X", [alarm, alarm, alarm, alarm]],
    ["0 0 X 0 X", [alarm, alarm, alarm, alarm]],
    ["0 - X - -", [ok, ok, alarm, ok]],
    ["- - - - 0", [ok, ok, alarm, ok]],
    ["- - - - X", [alarm, same, alarm, ok]],
  ])("comes to AWS's states when 2 of 3 must breach: %s", (points, expected) =>
    expect(treatments.map((treatment) => stateOf(points, treatment, 2))).toEqual(expected),
  );
});
