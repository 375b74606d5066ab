import { describe, expect, it } from "vitest";
import { type HistoryEvent, readVisits } from "./history.ts";

const event = (id: number, type: string, previousEventId: number, details: object = {}): HistoryEvent => ({
  id,
  type,
  previousEventId,
  timestamp: `2026-01-01T00:00:0${id % 10}.000Z`,
  someEventDetails: details,
});

describe("the visits of an execution", () => {
  it("have the input, the output and the time of each state", () => {
    const visits = readVisits([
      event(1, "ExecutionStarted", 0),
      event(2, "PassStateEntered", 0, { name: "A", input: "1" }),
      event(3, "PassStateExited", 2, { name: "A", output: "2" }),
    ]);

    expect(visits).toEqual([
      expect.objectContaining({ name: "A", type: "Pass", input: "1", output: "2", status: "succeeded", retries: 0 }),
    ]);
  });

  it("count retries and keep the error that was caught", () => {
    const visits = readVisits([
      event(2, "TaskStateEntered", 0, { name: "A" }),
      event(3, "TaskScheduled", 2),
      event(4, "TaskFailed", 3, { error: "Oops", cause: "first" }),
      event(5, "TaskScheduled", 4),
      event(6, "TaskFailed", 5, { error: "Oops", cause: "second" }),
      event(7, "TaskStateExited", 6, { name: "A", output: "{}" }),
    ]);

    expect(visits[0]).toMatchObject({ status: "caught", retries: 1, error: "Oops", cause: "second" });
  });

  it("tell the iterations of a map apart, and the map from them", () => {
    const visits = readVisits([
      event(2, "MapStateEntered", 0, { name: "M" }),
      event(3, "MapIterationStarted", 2),
      event(4, "PassStateEntered", 3, { name: "P", input: "a" }),
      event(5, "MapIterationStarted", 2),
      event(6, "PassStateEntered", 5, { name: "P", input: "b" }),
      event(7, "PassStateExited", 4, { name: "P", output: "A" }),
      event(8, "PassStateExited", 6, { name: "P", output: "B" }),
      event(9, "MapStateExited", 8, { name: "M", output: "[]" }),
    ]);

    expect(visits.map(({ name, output }) => [name, output])).toEqual([
      ["M", "[]"],
      ["P", "A"],
      ["P", "B"],
    ]);
  });

  it("are over where the execution was aborted", () => {
    const visits = readVisits([event(2, "WaitStateEntered", 0, { name: "W" }), event(3, "ExecutionAborted", 0)]);

    expect(visits[0]?.status).toBe("aborted");
  });
});
