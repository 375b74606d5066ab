import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestKernel, testKernel } from "../../../kernel/test-kernel.ts";
import type { Execution } from "../model.ts";
import { states } from "../service.ts";
import type { StepFunctions } from "../step-functions.ts";

let test: TestKernel;
let opened: StepFunctions;
beforeEach(() => {
  test = testKernel([
    {
      ...states,
      open: (kernel, scope, face) => {
        opened = states.open(kernel, scope, face);
        return opened;
      },
    },
  ]);
});
afterEach(() => test.stop());

describe("Engine", () => {
  it("begins what was accepted and had taken no step when the program ended", async () => {
    const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", Result: 1, End: true } } });
    const roleArn = "arn:aws:iam::000000000000:role/r";
    const { stateMachineArn: machineArn = "" } = await test.call("states", "CreateStateMachine", {
      name: "m",
      definition,
      roleArn,
    });
    const arn = "arn:aws:states:eu-west-1:000000000000:execution:m:x";
    const execution: Execution = {
      arn,
      machineArn,
      roleArn,
      name: "x",
      type: "STANDARD",
      machine: "m",
      revisionId: "INITIAL",
      status: "RUNNING",
      input: "{}",
      startedAt: test.kernel.clock.now(),
      redriveCount: 0,
    };
    opened.store.addExecution(execution);

    opened.resume();
    await test.settle();

    expect(await test.call("states", "DescribeExecution", { executionArn: arn })).toMatchObject({
      status: "SUCCEEDED",
      output: "1",
    });
  });
});
