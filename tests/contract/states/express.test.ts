import { StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole as createFunctionRole } from "../lambda/function.ts";
import { createRole, jsonata, machine, only } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunctionRole(cloud);
});
afterAll(() => cloud.stop());

describe("StartSyncExecution", () => {
  it("answers the output of an Express machine", async () => {
    const stateMachineArn = await machine(
      cloud,
      only({ Type: "Pass", Output: "{% $states.input.a + 1 %}" }, jsonata),
      "EXPRESS",
    );
    const answer = await cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"a":1}' }));

    expect(answer).toMatchObject({
      status: "SUCCEEDED",
      output: "2",
      input: '{"a":1}',
      billingDetails: { billedMemoryUsedInMB: 64 },
    });
    expect(answer.executionArn).toContain(":express:");
  });

  it("answers errors, and refuses Standard machines", async () => {
    const failing = await machine(cloud, { StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } }, "EXPRESS");
    const standard = await machine(cloud, only({ Type: "Pass" }));

    expect(await cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn: failing }))).toMatchObject({
      status: "FAILED",
      error: "E",
    });
    await expect(cloud.states.send(new StartSyncExecutionCommand({ stateMachineArn: standard }))).rejects.toMatchObject(
      {
        name: "StateMachineTypeNotSupported",
      },
    );
  });
});
