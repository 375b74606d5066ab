import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { eventually, type TestCloud } from "../../support/cloud.ts";

export const roleArn = "arn:aws:iam::000000000000:role/machine";

/** A role that state machines act as, which may do everything. */
export async function createRole(cloud: Pick<TestCloud, "iam" | "states">): Promise<void> {
  const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  await cloud.iam.send(new CreateRoleCommand({ RoleName: "machine", AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
  await cloud.iam.send(
    new PutRolePolicyCommand({ RoleName: "machine", PolicyName: "all", PolicyDocument: JSON.stringify(policy) }),
  );
}

let machines = 0;

/** Makes a state machine of a definition. */
export async function machine(
  cloud: Pick<TestCloud, "iam" | "states">,
  definition: object,
  type: "STANDARD" | "EXPRESS" = "STANDARD",
): Promise<string> {
  const created = await cloud.states.send(
    new CreateStateMachineCommand({
      name: `machine-${machines++}`,
      definition: JSON.stringify(definition),
      roleArn,
      type,
    }),
  );
  return created.stateMachineArn ?? "";
}

export async function start(
  cloud: Pick<TestCloud, "iam" | "states">,
  definition: object,
  input: unknown = {},
): Promise<string> {
  return startOf(cloud, await machine(cloud, definition), input);
}

/** Starts a machine that is there. */
export async function startOf(
  cloud: Pick<TestCloud, "states">,
  stateMachineArn: string,
  input: unknown = {},
): Promise<string> {
  const started = await cloud.states.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return started.executionArn ?? "";
}

/** Waits for the end of an execution. */
export const ended = (
  cloud: Pick<TestCloud, "iam" | "states">,
  executionArn: string,
): Promise<DescribeExecutionCommandOutput> =>
  eventually(async () => {
    const described = await cloud.states.send(new DescribeExecutionCommand({ executionArn }));
    return described.status === "RUNNING" ? undefined : described;
  });

/** Runs a machine with an input to its end. */
export async function run(
  cloud: Pick<TestCloud, "iam" | "states">,
  definition: object,
  input: unknown = {},
): Promise<DescribeExecutionCommandOutput> {
  return ended(cloud, await start(cloud, definition, input));
}

/** The output of a machine that is to succeed. */
export async function outputOf(
  cloud: Pick<TestCloud, "iam" | "states">,
  definition: object,
  input: unknown = {},
): Promise<unknown> {
  const { status, output, error, cause } = await run(cloud, definition, input);
  if (status !== "SUCCEEDED") throw new Error(`${status}: ${error} ${cause}`);
  return JSON.parse(output ?? "null");
}

/** All events of an execution: id, the id before it, type, and details without the members that say that data is whole. */
export async function historyOf(cloud: Pick<TestCloud, "iam" | "states">, executionArn: string): Promise<unknown[]> {
  const { events = [] } = await cloud.states.send(new GetExecutionHistoryCommand({ executionArn }));
  return events.map(shown);
}

function shown(event: HistoryEvent): unknown[] {
  const { id, previousEventId, type, timestamp: _, ...rest } = event;
  const [details] = Object.values(rest).filter((value) => typeof value === "object") as Record<string, unknown>[];
  if (details === undefined) return [id, previousEventId, type];
  const kept = Object.fromEntries(Object.entries(details).filter(([name]) => !name.endsWith("Details")));
  return [id, previousEventId, type, kept];
}

/** A machine of one state that ends. */
export const only = (state: object, more: object = {}): object => ({
  StartAt: "Only",
  ...more,
  States: { Only: { End: true, ...state } },
});

export const jsonata = { QueryLanguage: "JSONata" };
