import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CreateTableCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { Random } from "../../../tools/fuzz/random.ts";
import { createRole, roleArn } from "../../contract/states/machine.ts";
import { type BareCloud, startBareCloud } from "../../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../../support/cloud.ts";
import { MachineMaker } from "./random-machine.ts";
import { sendTokensBack } from "./token-worker.ts";

const machinesAtATime = 4;
const killsMax = 3;
const lifeMsMax = 1_500;
const secondsMax = 120;
const table = "calls";

/** What an execution came to: its end, and how often each state was entered and left. */
interface Came {
  readonly status: string | undefined;
  readonly output: string | undefined;
  readonly states: Readonly<Record<string, number>>;
}

/**
 * Runs random machines undisturbed and then once more while the program is killed at random moments: both must come to
 * the same. Answers what happened, in a sentence.
 */
export async function runExecutions({ seed, rounds }: { readonly seed: number; readonly rounds: number }) {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), "millrace-executions-"));
  const session = { cloud: await startBareCloud(folder), folder, kills: 0, events: 0, queueUrl: "" };
  try {
    session.queueUrl = await withClients(session.cloud, setUp);
    for (let round = 1; round <= rounds; round++) {
      await runRound(session, random, round).catch((cause: unknown) => {
        throw new Error(`Round ${round} of seed ${seed}: ${String(cause)}\n${session.cloud.output()}`, { cause });
      });
    }
    return `${rounds} rounds: ${session.kills} kills, ${session.events} states entered or left, all as without kills`;
  } finally {
    await session.cloud.end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Session {
  cloud: BareCloud;
  readonly folder: string;
  readonly queueUrl: string;
  kills: number;
  events: number;
}

async function setUp(clients: Clients): Promise<string> {
  await createRole(clients);
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  return (await clients.sqs.send(new CreateQueueCommand({ QueueName: "tokens" }))).QueueUrl ?? "";
}

async function runRound(session: Session, random: Random, round: number): Promise<void> {
  const maker = new MachineMaker(random, { queueUrl: session.queueUrl, table });
  const inputs = Array.from({ length: machinesAtATime }, () => JSON.stringify(maker.input()));
  const machines = await withClients(session.cloud, ({ states }) =>
    Promise.all(
      inputs.map(async (_, at) => {
        const name = `machine-${round}-${at}`;
        const definition = JSON.stringify(maker.definition());
        const made = await states.send(new CreateStateMachineCommand({ name, definition, roleArn }));
        return made.stateMachineArn ?? "";
      }),
    ),
  );
  const calm = await startAll(session, machines, inputs, `calm-${round}`);
  const expected = await ends(session, calm);
  const wild = await startAll(session, machines, inputs, `wild-${round}`);
  const kills = 1 + random.below(killsMax);
  for (let kill = 0; kill < kills; kill++) {
    await lifeOf(session, random.below(lifeMsMax));
    session.cloud = await startBareCloud(session.folder);
    session.kills++;
  }
  const found = await ends(session, wild);
  assert.deepEqual(found, expected);
  for (const { states } of found) session.events += Object.values(states).reduce((sum, count) => sum + count, 0);
  await withClients(session.cloud, (clients) => checkCalls(clients, round, kills));
}

const startAll = ({ cloud }: Session, machines: readonly string[], inputs: readonly string[], name: string) =>
  withClients(cloud, ({ states }) =>
    Promise.all(
      machines.map(async (stateMachineArn, at) => {
        const input = inputs[at] ?? "{}";
        return (await states.send(new StartExecutionCommand({ stateMachineArn, input, name }))).executionArn ?? "";
      }),
    ),
  );

/** Lets the program work for a while, and kills it. */
const lifeOf = ({ cloud, queueUrl }: Session, ms: number): Promise<void> =>
  withClients(cloud, async (clients) => {
    let isKilled = false;
    const worker = sendTokensBack(clients, queueUrl, () => isKilled);
    await delay(ms);
    isKilled = true;
    await cloud.end("SIGKILL");
    await worker;
  });

const ends = ({ cloud, queueUrl }: Session, executions: readonly string[]): Promise<Came[]> =>
  withClients(cloud, async (clients) => {
    let isOver = false;
    const worker = sendTokensBack(clients, queueUrl, () => isOver);
    try {
      return await Promise.all(executions.map((arn) => endOf(clients, arn)));
    } finally {
      isOver = true;
      await worker;
    }
  });

async function endOf({ states }: Clients, executionArn: string): Promise<Came> {
  const { status, output } = await eventually(async () => {
    const described = await states.send(new DescribeExecutionCommand({ executionArn }));
    return described.status === "RUNNING" ? undefined : described;
  }, secondsMax);
  const counts: Record<string, number> = {};
  for await (const { events = [] } of paginateGetExecutionHistory({ client: states }, { executionArn })) {
    for (const { type = "", stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of events) {
      const name = entered?.name ?? exited?.name;
      if (name !== undefined) counts[`${type} ${name}`] = (counts[`${type} ${name}`] ?? 0) + 1;
    }
  }
  return { status, output, states: counts };
}

/** Every call that was made without kills is made, and is repeated once at most for each kill. */
async function checkCalls({ dynamodb }: Clients, round: number, kills: number): Promise<void> {
  const calls = new Map<string, number>();
  for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: table, ConsistentRead: true })) {
    for (const { pk, calls: count } of Items) calls.set(pk?.S ?? "", Number(count?.N));
  }
  for (const [name, calm] of calls) {
    const [start, state] = name.split("/");
    if (start !== `calm-${round}`) continue;
    const wild = calls.get(`wild-${round}/${state}`) ?? 0;
    assert.ok(
      calm <= wild && wild <= calm * (1 + kills),
      `${state} was called ${wild} times, and ${calm} without kills`,
    );
  }
}

async function withClients<Result>(cloud: BareCloud, use: (clients: Clients) => Promise<Result>): Promise<Result> {
  const clients = clientsOf(cloud.endpoint);
  try {
    return await use(clients);
  } finally {
    closeClients(clients);
  }
}
