import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestKernel, testKernel } from "../../kernel/test-kernel.ts";
import { states } from "./service.ts";

interface Sent {
  readonly Entries: readonly { readonly DetailType: string; readonly Source: string; readonly Detail: string }[];
}

let sent: Sent[];
let test: TestKernel;
beforeEach(() => {
  sent = [];
  test = testKernel([
    states,
    {
      name: "events",
      open: () => undefined,
      denial: { code: "AccessDenied", status: 403 },
      operations: { PutEvents: { access: () => [], run: (_: unknown, input: Sent) => void sent.push(input) } },
    },
  ]);
});
afterEach(() => test.stop());

describe("a Standard execution", () => {
  it("tells the default event bus when it begins and how it ends", async () => {
    const definition = JSON.stringify({ StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "c" } } });
    const roleArn = "arn:aws:iam::000000000000:role/r";
    const { stateMachineArn } = await test.call("states", "CreateStateMachine", { name: "m", definition, roleArn });
    await test.call("states", "StartExecution", {
      stateMachineArn: stateMachineArn ?? "",
      name: "x",
      input: '{"a":1}',
    });
    await test.settle();

    const entries = sent.flatMap(({ Entries }) => Entries);
    expect(entries.map(({ Source, DetailType }) => [Source, DetailType])).toEqual([
      ["aws.states", "Step Functions Execution Status Change"],
      ["aws.states", "Step Functions Execution Status Change"],
    ]);
    expect(entries.map(({ Detail }) => JSON.parse(Detail))).toMatchObject([
      { name: "x", status: "RUNNING", input: '{"a":1}', stopDate: null },
      { name: "x", status: "FAILED", error: "E", cause: "c" },
    ]);
  });
});
