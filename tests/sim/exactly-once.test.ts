import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { type Clock, seededIds, wallClock } from "@millrace/core";
import { createHandlers, type Handlers, type SourceFile } from "@millrace/handlers";
import { csv, definePipeline } from "@millrace/pipeline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clientConfig, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { driveWorkflow } from "../support/drive-workflow.ts";
import { type HandMade, makeByHand, notificationOf } from "../support/hand-made.ts";
import { noPostgres, startPostgres, type TestPostgres } from "../support/postgres.ts";

/** `MILLRACE_SEEDS=20` is a quick look; 500 seeds are what a release needs. */
const seeds = Number(process.env["MILLRACE_SEEDS"] ?? 500);

/** In a cloud that lives for too long the tables of all seeds slow each other down. */
const seedsEach = 50;

const pipelineOf = (name: string) =>
  definePipeline({
    name,
    source: { bucket: name, prefix: "in/", formats: { csv: csv() } },
    schema: z.object({ id: z.string(), file: z.string(), value: z.coerce.number() }),
    parallel: { all: (row) => row, twice: async ({ value }) => ({ twice: value * 2 }) },
    consolidate: ({ all, twice }) => ({ ...all, ...twice }),
    sinks: (to) => ({
      newest: to.singleTable({ pk: (row) => row.id, sk: () => "NEWEST", on: "newer-wins" }),
      first: to.singleTable({ pk: (row) => `${row.file}#${row.id}`, sk: () => "FIRST", on: "insert-once" }),
      sql: to.postgres({ table: "newest", key: ["id"], on: "newer-wins" }),
      firsts: to.postgres({ table: "firsts", key: ["file", "id"], on: "insert-once" }),
    }),
    run: { chunkBytes: 150 },
  });

class Dice {
  readonly #ids: ReturnType<typeof seededIds>;

  constructor(seed: number) {
    this.#ids = seededIds(seed);
  }

  /** A whole number from 0 to before `sides`. */
  roll(sides: number): number {
    return this.#ids.bytes(4).readUInt32LE() % sides;
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    const keyed = items.map((item) => ({ item, at: this.roll(1 << 30) }));
    return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
  }
}

interface Row {
  readonly id: string;
  readonly file: string;
  readonly value: string;
}

/** What a version of a file says; some of its rows are no good. */
function rowsOf(dice: Dice, file: string): readonly Row[] {
  return Array.from({ length: dice.roll(40) + 1 }, () => ({
    id: `k${dice.roll(25)}`,
    file,
    value: dice.roll(12) === 0 ? "none" : String(dice.roll(1000)),
  }));
}

const textOf = (rows: readonly Row[]): string =>
  `id,file,value\n${rows.map(({ id, file, value }) => `${id},${file},${value}\n`).join("")}`;

type Next = (args: never) => Promise<never>;

/** Clients of an invocation that dies at some request: it says nothing more to anybody. */
function mortalClients(endpoint: string, livesFor: number, dice: Dice) {
  let left = livesFor;
  const config = clientConfig(endpoint);
  // Enough attempts for a table that is busy now and then: a file is given up only by those who die.
  const [s3, dynamodb] = [new S3Client(config), new DynamoDBClient({ ...config, maxAttempts: 10 })];
  const die = (next: Next) => async (args: never) => {
    if (left-- <= 0) throw new Error("killed");
    const result = await next(args);
    if (left === 0) throw new Error("killed before it heard the answer");
    return result;
  };
  s3.middlewareStack.add(die as never, { step: "finalizeRequest" });
  dynamodb.middlewareStack.add(die as never, { step: "finalizeRequest" });
  dynamodb.middlewareStack.add(throttled(dice) as never, { step: "finalizeRequest" });
  dynamodb.middlewareStack.add(unprocessed(dice) as never, { step: "initialize" });
  return { s3, dynamodb };
}

/** Some requests find the table busy, as one without capacity would be. */
const throttled = (dice: Dice) => (next: Next) => async (args: never) => {
  if (dice.roll(40) !== 0) return next(args);
  const $metadata = { httpStatusCode: 400 };
  throw Object.assign(new Error("Rate exceeded"), { name: "ProvisionedThroughputExceededException", $metadata });
};

interface Batch {
  readonly RequestItems?: Readonly<Record<string, readonly unknown[]>>;
}

/** Of some batches of writes a part is left undone, which is no error: the answer says which. */
const unprocessed = (dice: Dice) => (next: Next) => async (args: { input: Batch }) => {
  const [[table, writes] = []] = Object.entries(args.input.RequestItems ?? {});
  if (
    table === undefined ||
    writes === undefined ||
    !Array.isArray(writes) ||
    writes.length < 2 ||
    dice.roll(3) !== 0
  ) {
    return next(args as never);
  }
  const kept = dice.roll(writes.length - 1) + 1;
  const input = { ...args.input, RequestItems: { [table]: writes.slice(0, kept) } };
  const result: { output: object } = await next({ ...args, input } as never);
  return { ...result, output: { ...result.output, UnprocessedItems: { [table]: writes.slice(kept) } } };
};

describe.skipIf(noPostgres !== undefined)("every record", () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  const groups = Array.from({ length: Math.ceil(seeds / seedsEach) }, (_, group) => group * seedsEach);

  it.each(groups)("is stored exactly once, whatever fails, from seed %i on", async (first) => {
    const cloud = await startTestCloud();
    try {
      for (let seed = first; seed < Math.min(first + seedsEach, seeds); seed++) await checkSeed(cloud, postgres, seed);
    } finally {
      await cloud.stop();
    }
  });
});

async function checkSeed(cloud: TestCloud, postgres: TestPostgres, seed: number): Promise<void> {
  const dice = new Dice(seed);
  const name = `once-${seed}`;
  const pipeline = pipelineOf(name);
  const made = await makeByHand(cloud, pipeline, { postgres });
  let now = 1_800_000_000_000;
  // Every look at it takes a moment, so that leases run out at different places.
  const clock: Clock = { now: () => (now += dice.roll(4) === 0 ? 30_000 : 10), after: wallClock.after.bind(wallClock) };
  const handlersFor = (livesFor: number): Handlers =>
    createHandlers(pipeline, { ...made.options, clock, ...mortalClients(cloud.cloud.endpoint, livesFor, dice) });
  const files = await sendFiles(made, dice);

  const deliveries = dice.shuffled(files.flatMap(({ file }) => Array.from({ length: 1 + dice.roll(3) }, () => file)));
  const attempts = deliveries.map((file, index) => async (): Promise<void> => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const handlers = handlersFor(dice.roll(3) === 0 ? Number.POSITIVE_INFINITY : dice.roll(60));
      try {
        await deliver(handlers, { file, made, dice, request: `r${index}` });
        return;
      } catch {
        // Lambda makes another attempt at the same event.
        now += dice.roll(2) * 100_000;
      }
    }
  });
  if (dice.roll(10) === 0) attempts.splice(dice.roll(attempts.length), 0, () => postgres.restart());
  for (let from = 0; from < attempts.length; from += 2) {
    // Two at a time, so that they meet.
    await Promise.all(attempts.slice(from, from + 2).map((attempt) => attempt()));
  }
  // The sweep: what was given up is begun once more, this time by somebody who lives, when the table has time for all.
  for (const { file } of files) {
    now += 3_600_000;
    const handlers = createHandlers(pipeline, { ...made.options, clock });
    const sequencer = "f".repeat(32);
    await deliver(handlers, { file: { ...file, sequencer }, made, dice, request: "sweep" });
  }

  await compare(made, postgres, files, seed);
}

interface Sent {
  readonly file: SourceFile;
  readonly rows: readonly Row[];
}

/** Several files; some of them say the same, some come again under another name. */
async function sendFiles(made: HandMade, dice: Dice): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (let count = 1 + dice.roll(3); count > 0; count--) {
    const label = `f${count}`;
    const rows = rowsOf(dice, label);
    sent.push({ file: await made.put(`in/${label}.csv`, textOf(rows)), rows });
    if (dice.roll(3) !== 0) continue;
    // A correction: rows of the same file under another name.
    const corrected = rowsOf(dice, `${label}-corrected`);
    sent.push({ file: await made.put(`in/${label}-corrected.csv`, textOf(corrected)), rows: corrected });
  }
  return sent;
}

async function deliver(
  handlers: Handlers,
  { file, made, dice, request }: { file: SourceFile; made: HandMade; dice: Dice; request: string },
): Promise<void> {
  if (dice.roll(2) === 0) {
    await handlers.file(notificationOf(file), { awsRequestId: request });
    return;
  }
  await driveWorkflow(handlers, { file, branches: ["all", "twice"], made });
}

/** What a program of ten lines says that the tables must hold. */
async function compare(made: HandMade, postgres: TestPostgres, files: readonly Sent[], seed: number): Promise<void> {
  const newest = new Map<string, number>();
  const firsts = new Map<string, number>();
  for (const { rows } of [...files].sort((a, b) => a.file.arrivedAt - b.file.arrivedAt)) {
    for (const { id, file, value } of rows) {
      if (value === "none") continue;
      newest.set(id, Number(value));
      if (!firsts.has(`${file}#${id}`)) firsts.set(`${file}#${id}`, Number(value));
    }
  }
  const sorted = (entries: Iterable<readonly [string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const items = await made.rows();
  const of = (kind: string) =>
    sorted(items.filter(({ SK }) => SK === kind).map(({ PK = "", value }) => [PK, Number(value)] as const));
  const database = made.options.config?.database?.name;
  const select = async (key: string, table: string) => {
    // Of files without one good row there is no table either.
    const [found] = await postgres.query<{ is: string | null }>("SELECT to_regclass($1) AS is", [table], database);
    if (found?.is === null) return [];
    return postgres.query<{ key: string; value: string }>(`SELECT ${key} AS key, value FROM ${table}`, [], database);
  };
  const sqlNewest = (await select("id", "newest")).map(({ key, value }) => [key, Number(value)] as const);
  const sqlFirsts = (await select("file || '#' || id", "firsts")).map(
    ({ key, value }) => [key, Number(value)] as const,
  );

  expect(of("NEWEST"), `seed ${seed}`).toEqual(sorted(newest));
  expect(of("FIRST"), `seed ${seed}`).toEqual(sorted(firsts));
  expect(sorted(sqlNewest), `seed ${seed}`).toEqual(sorted(newest));
  expect(sorted(sqlFirsts), `seed ${seed}`).toEqual(sorted(firsts));
  const runs = await made.runs();
  expect(
    runs.map(({ status }) => status),
    `seed ${seed}`,
  ).toEqual(files.map(() => "completed"));
  const records = files.reduce((total, { rows }) => total + rows.length, 0);
  expect(
    runs.reduce((total, { counts }) => total + (counts?.records ?? 0), 0),
    `seed ${seed}`,
  ).toBe(records);
}
