import { CreateLogGroupCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateStateMachineCommand, type LogLevel, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, only, roleArn } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

interface Logged {
  readonly type: string;
  readonly details: Record<string, unknown>;
}

/** What a machine of this level has logged once it has ended. */
async function logged(level: LogLevel, state: object, lastType: string): Promise<Logged[]> {
  const name = `logged-${level}-${lastType}`;
  const logGroupName = `/aws/vendedlogs/states/${name}`;
  await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
  const logGroupArn = `arn:aws:logs:eu-west-1:000000000000:log-group:${logGroupName}:*`;
  const { stateMachineArn } = await cloud.states.send(
    new CreateStateMachineCommand({
      name,
      roleArn,
      type: "EXPRESS",
      definition: JSON.stringify(state),
      loggingConfiguration: {
        level,
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
    }),
  );
  await cloud.states.send(new StartExecutionCommand({ stateMachineArn, input: '{"a":1}' }));
  return eventually(async () => {
    const { events = [] } = await cloud.logs.send(new FilterLogEventsCommand({ logGroupName }));
    const lines = events.map(({ message = "{}" }) => JSON.parse(message) as Logged);
    return lines.some(({ type }) => type === lastType) ? lines : undefined;
  });
}

describe("the log of an Express machine", () => {
  it("has every event at the level ALL", async () => {
    const lines = await logged("ALL", only({ Type: "Pass" }), "ExecutionSucceeded");

    expect(lines.map(({ type }) => type)).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "ExecutionSucceeded",
    ]);
    expect(lines[1]?.details).toMatchObject({ name: "Only", input: '{"a":1}' });
  });

  it("has the end alone at the level FATAL", async () => {
    const failing = { StartAt: "F", States: { F: { Type: "Fail", Error: "E" } } };

    expect((await logged("FATAL", failing, "ExecutionFailed")).map(({ type }) => type)).toEqual(["ExecutionFailed"]);
  });
});
