import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListMapRunsCommand,
  SendTaskSuccessCommand,
} from "@aws-sdk/client-sfn";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { createFunction, createRole as createFunctionRole } from "../contract/lambda/function.ts";
import { createRole, ended, historyOf, jsonata, only, start } from "../contract/states/machine.ts";
import { type BareCloud, startBareCloud } from "../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-states-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wait = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Wait", Seconds: 600, End: true } } });

/** Counts in variables, from one state to the next: a step that is lost or done twice would show. */
const counting = {
  StartAt: "Begin",
  ...jsonata,
  States: {
    Begin: { Type: "Pass", Assign: { n: 0 }, Next: "Count" },
    Count: { Type: "Pass", Assign: { n: "{% $n + 1 %}" }, Next: "Enough" },
    Enough: { Type: "Choice", Choices: [{ Condition: "{% $n >= 3000 %}", Next: "Done" }], Default: "Count" },
    Done: { Type: "Pass", Output: "{% $n %}", End: true },
  },
};

/** One execution for every kind of state in which the program may end. */
async function begin(clients: Clients): Promise<Record<string, string>> {
  await createRole(clients);
  await createFunctionRole(clients);
  const files = {
    "index.js": "exports.handler = (event) => new Promise((done) => setTimeout(() => done(event.n * 2), 1500));",
  };
  await createFunction(clients, { name: "slow", files, timeoutSeconds: 20 });
  const { QueueUrl } = await clients.sqs.send(new CreateQueueCommand({ QueueName: "tokens" }));
  const failing = { StartAt: "Fail", States: { Fail: { Type: "Fail", Error: "Busy" } } };
  const retried = {
    StartAt: "P",
    States: {
      P: {
        Type: "Parallel",
        Branches: [failing],
        Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 300, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ["Busy"], Next: "After" }],
        Next: "After",
      },
      After: { Type: "Pass", End: true },
    },
  };
  const inMap = only({ Type: "Map", MaxConcurrency: 2, ItemProcessor: wait("InMap") });
  const ProcessorConfig = { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" };
  const distributed = only({ Type: "Map", ItemProcessor: { ProcessorConfig, ...wait("Item") } });
  const token = { QueueUrl, MessageBody: { "token.$": "$$.Task.Token" } };
  return {
    counting: await start(clients, counting),
    waiting: await start(clients, wait("Only"), 1),
    callback: await start(
      clients,
      only({ Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", Parameters: token }),
    ),
    parallel: await start(clients, only({ Type: "Parallel", Branches: [wait("A"), wait("B")] }), 2),
    map: await start(clients, inMap, [1, 2, 3]),
    distributed: await start(clients, distributed, [1, 2, 3]),
    retry: await start(clients, retried),
    running: await start(
      clients,
      only({
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "slow", Payload: { n: 21 } },
        OutputPath: "$.Payload",
      }),
    ),
  };
}

const advance = (cloud: BareCloud, advanceMs: number) =>
  fetch(`${cloud.endpoint}/_millrace/clock`, { method: "POST", body: JSON.stringify({ advanceMs }) });

/** Every execution has come to where it waits. */
async function settled(clients: Clients, arns: Record<string, string>): Promise<void> {
  const has = async (name: string, type: string) =>
    eventually(async () => {
      const types = (await historyOf(clients, arns[name] ?? "")).map((event) => (event as unknown[])[2]);
      return types.includes(type) || undefined;
    });
  await has("waiting", "WaitStateEntered");
  await has("callback", "TaskSubmitted");
  await has("parallel", "WaitStateEntered");
  await has("map", "WaitStateEntered");
  await has("distributed", "MapRunStarted");
  await has("retry", "FailStateEntered");
  await has("running", "TaskStarted");
}

describe("kill -9", () => {
  it("lets every execution go on where it was", async () => {
    const first = await startBareCloud(folder);
    const before = clientsOf(first.endpoint);
    const arns = await begin(before);
    await settled(before, arns);
    await first.end("SIGKILL");
    closeClients(before);

    const second = await startBareCloud(folder);
    const clients = clientsOf(second.endpoint);
    const output = async (name: string) => (await ended(clients, arns[name] ?? "")).output;
    const QueueUrl = `${second.endpoint}/000000000000/tokens`;
    const body = await eventually(
      async () => (await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0]?.Body,
    );
    const { token: taskToken } = JSON.parse(body) as { token: string };
    await clients.states.send(new SendTaskSuccessCommand({ taskToken, output: '"back"' }));
    expect(await output("callback")).toBe('"back"');
    expect(await output("running")).toBe("42");
    expect(await output("counting")).toBe("3000");
    const still = await clients.states.send(new DescribeExecutionCommand({ executionArn: arns["waiting"] }));
    await advance(second, 600_000);
    const inMap = eventually(async () => {
      const described = await clients.states.send(new DescribeExecutionCommand({ executionArn: arns["map"] }));
      if (described.status === "RUNNING") await advance(second, 600_000);
      return described.output;
    });

    expect(still.status).toBe("RUNNING");
    expect(await output("waiting")).toBe("1");
    expect(await output("parallel")).toBe("[2,2]");
    expect(await inMap).toBe("[1,2,3]");
    expect(await output("retry")).toBe('{"Error":"Busy","Cause":null}');
    expect(await output("distributed")).toBe("[1,2,3]");
    const { mapRuns } = await clients.states.send(new ListMapRunsCommand({ executionArn: arns["distributed"] }));
    const mapRun = await clients.states.send(new DescribeMapRunCommand({ mapRunArn: mapRuns?.[0]?.mapRunArn }));
    expect(mapRun.executionCounts).toMatchObject({ total: 3, succeeded: 3, running: 0, pending: 0 });
    for (const arn of Object.values(arns)) {
      const ids = (await historyOf(clients, arn)).map((event) => (event as unknown[])[0]);
      expect(ids).toEqual(ids.map((_, at) => at + 1));
    }
    closeClients(clients);
    await second.end("SIGTERM");
  }, 90_000);
});
