import { createFileHandler } from "@millrace/handlers";
import { csv, definePipeline, json } from "@millrace/pipeline";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { type HandMade, makeByHand, notificationOf } from "../../support/hand-made.ts";
import { noPostgres, startPostgres, type TestPostgres } from "../../support/postgres.ts";

const schema = z.object({
  id: z.string(),
  day: z.iso.date(),
  amount: z.coerce.number(),
  isPaid: z.enum(["yes", "no"]).transform((text) => text === "yes"),
  note: z.string().optional(),
});

const ordersTo = (name: string, on: "insert-once" | "upsert" | "newer-wins") =>
  definePipeline({
    name,
    source: { bucket: name, prefix: "in/", formats: { csv: csv(), json: json() } },
    schema,
    parallel: { all: (row) => row, made: ({ amount }) => ({ tags: ["a", { amount }] }) },
    consolidate: ({ all, made }) => ({ ...all, ...made }),
    sinks: (to) => ({
      table: to.singleTable({ pk: (row) => row.id, sk: () => "ORDER", on, item: ({ id, day }) => ({ id, day }) }),
      sql: to.postgres({ table: "orders", key: ["id"], on }),
    }),
  });

const file = (...lines: readonly string[]): string => ["id,day,amount,isPaid,note", ...lines, ""].join("\n");

describe.skipIf(noPostgres !== undefined)("the sink postgres", () => {
  let cloud: TestCloud;
  let postgres: TestPostgres;
  beforeAll(async () => {
    [cloud, postgres] = await Promise.all([startTestCloud(), startPostgres()]);
  });
  afterAll(async () => {
    await Promise.all([cloud.stop(), postgres.stop()]);
  });

  const begin = async (name: string, on: "insert-once" | "upsert" | "newer-wins") => {
    const pipeline = ordersTo(name, on);
    const made = await makeByHand(cloud, pipeline, { postgres });
    const handler = createFileHandler(pipeline, made.options);
    const send = async (key: string, body: string, request = key) => {
      const sent = await made.put(`in/${key}`, body);
      return { sent, results: await handler(notificationOf(sent), { awsRequestId: request }) };
    };
    const select = <Row extends object>(sql: string): Promise<Row[]> =>
      postgres.query<Row>(sql, [], made.options.config?.database?.name);
    return { made, handler, send, select };
  };

  it("makes a table of what the contract and the rows say", async () => {
    const { send, select, made } = await begin("columns", "upsert");

    await send("a.csv", file("1,2026-11-20,1.10,yes,", "2,2026-11-21,20000000000000000,no,tab\there \\ and"));

    expect(await select("SELECT * FROM orders ORDER BY id")).toMatchObject([
      { id: "1", amount: "1.1", isPaid: true, note: null, tags: ["a", { amount: 1.1 }], _record: "1" },
      { id: "2", amount: "20000000000000000", isPaid: false, note: "tab\there \\ and", _record: "2" },
    ]);
    const columns = await select(
      "SELECT attname, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0",
    );
    expect(columns).toEqual(
      expect.arrayContaining([
        { attname: "day", type: "date" },
        { attname: "amount", type: "numeric" },
        { attname: "tags", type: "jsonb" },
      ]),
    );
    expect(await made.runs()).toMatchObject([{ status: "completed", counts: { records: 2, stored: 4 } }]);
  });

  it("adds the columns that a later file brings", async () => {
    const { send, select } = await begin("grows", "upsert");

    await send("a.json", '[{"id":"1","day":"2026-11-20","amount":1,"isPaid":"no"}]');
    await send("b.json", '[{"id":"2","day":"2026-11-20","amount":1,"isPaid":"no","note":"new"}]');

    expect(await select("SELECT id, note FROM orders ORDER BY id")).toEqual([
      { id: "1", note: null },
      { id: "2", note: "new" },
    ]);
  });

  it.each([
    ["a few rows", 30],
    ["megabytes", 1_000],
  ])("adds a column that comes up in the middle of a file, behind %s", async (_, count) => {
    const name = `middle-${count}`;
    const pipeline = definePipeline({
      name,
      source: { bucket: name, prefix: "in/", formats: { json: json() } },
      schema: z.object({ id: z.string(), text: z.string(), late: z.string().optional() }),
      parallel: { all: (row) => row },
      consolidate: ({ all }) => all,
      sinks: (to) => ({ sql: to.postgres({ table: "grown", key: ["id"] }) }),
    });
    const made = await makeByHand(cloud, pipeline, { postgres });
    const rows = Array.from({ length: count }, (_, id) => ({ id: String(id), text: "x".repeat(10_000) }));
    const sent = await made.put("in/a.json", JSON.stringify([...rows, { id: "last", text: "", late: "1" }]));

    // Without rows that are held the file is read again, and comes to the sink block by block.
    const config = made.options.config === undefined ? {} : { config: { ...made.options.config, heldRowsMax: 0 } };
    await createFileHandler(pipeline, { ...made.options, ...config })(notificationOf(sent), { awsRequestId: "r" });

    const sql = "SELECT count(*)::int AS count, count(late)::int AS late FROM grown";
    expect(await postgres.query(sql, [], made.options.config?.database?.name)).toEqual([{ count: count + 1, late: 1 }]);
    expect(await made.runs()).toMatchObject([{ status: "completed", counts: { stored: count + 1, existing: 0 } }]);
  });

  it("does not wait in the middle of its work for who has the same key and is not done", async () => {
    const { send, select, made } = await begin("waits", "upsert");
    await send("a.csv", file("1,2026-11-20,1,yes,"));
    const { host, port, user, password } = postgres;
    const other = new pg.Client({ host, port, user, password, database: made.options.config?.database?.name });
    await other.connect();
    await other.query("BEGIN");
    await other.query("INSERT INTO orders (id) VALUES ('2')");

    const sending = send("b.csv", file("2,2026-11-21,1,yes,"));
    const merging =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"orders\"%'";
    await eventually(async () => ((await select(merging)).length > 0 ? true : undefined));
    await other.query("COMMIT");
    await other.end();
    await sending;

    const sql = "SELECT id, to_char(day, 'DD') AS day FROM orders ORDER BY id";
    expect(await select(sql)).toEqual([
      { id: "1", day: "20" },
      { id: "2", day: "21" },
    ]);
  });

  it.each([
    ["insert-once", ["1", "2"], "1"],
    ["upsert", ["2", "3"], "3"],
    ["newer-wins", ["2", "3"], "3"],
  ] as const)("keeps of rows with one key what %s says, in both sinks alike", async (on, firstFile, second) => {
    const { send, select, made } = await begin(`keys-${on}`, on);

    await send("a.csv", file("1,2026-11-01,1,yes,", "1,2026-11-02,2,yes,"));
    const [afterFirst] = await select<{ day: string }>("SELECT to_char(day, 'DD') AS day FROM orders");
    await send("b.csv", file("1,2026-11-03,3,yes,"));
    const [afterSecond] = await select<{ day: string }>("SELECT to_char(day, 'DD') AS day FROM orders");

    expect(Number(afterFirst?.day)).toBe(on === "insert-once" ? Number(firstFile[0]) : 2);
    expect(Number(afterSecond?.day)).toBe(Number(second));
    expect(await made.rows()).toMatchObject([{ id: "1", day: `2026-11-0${second}` }]);
  });

  it("writes of a file that is sent again only the rows that are other ones now", async () => {
    const { send, select, made } = await begin("same", "upsert");
    const versions = async () =>
      new Map(
        (await select<{ id: string; at: string }>("SELECT id, ctid AS at FROM orders")).map((row) => [row.id, row.at]),
      );

    await send("a.csv", file("1,2026-11-01,1,yes,", "2,2026-11-01,2,no,", "3,2026-11-01,3,no,x"));
    const before = await versions();
    await send(
      "b.csv",
      file("1,2026-11-01,1.0,yes,", "2,2026-11-01,2,yes,", "3,2026-11-01,3,no,", "4,2026-11-01,4,no,"),
    );
    const after = await versions();

    expect([...after].filter(([id, at]) => before.get(id) === at).map(([id]) => id)).toEqual(["1"]);
    expect(await select('SELECT id, "isPaid", note FROM orders ORDER BY id')).toEqual([
      { id: "1", isPaid: true, note: null },
      { id: "2", isPaid: true, note: null },
      { id: "3", isPaid: false, note: null },
      { id: "4", isPaid: false, note: null },
    ]);
    expect((await made.runs()).map(({ counts }) => counts?.stored).sort()).toEqual([6, 8]);
  });

  it("stores into a table with a column that knows no equality", async () => {
    const { send, select } = await begin("unequal", "upsert");
    await select("CREATE TABLE orders (id text PRIMARY KEY, tags json)");

    await send("a.csv", file("1,2026-11-01,1,yes,"));
    await send("b.csv", file("1,2026-11-01,2,yes,"));

    expect(await select("SELECT id, amount, tags FROM orders")).toEqual([
      { id: "1", amount: "2", tags: ["a", { amount: 2 }] },
    ]);
  });

  it("lets an older file that comes late not win over a newer one", async () => {
    const { made, handler, select } = await begin("late", "newer-wins");
    const older = await made.put("in/old.csv", file("1,2026-11-01,1,yes,"));
    const newer = await made.put("in/new.csv", file("1,2026-11-02,2,yes,"));

    await handler(notificationOf(newer), { awsRequestId: "r1" });
    await handler(notificationOf(older), { awsRequestId: "r2" });

    expect(await select("SELECT amount FROM orders")).toEqual([{ amount: "2" }]);
    expect(await made.rows()).toMatchObject([{ day: "2026-11-02" }]);
  });

  it("fails the file and stores nothing of it where a value does not fit a column", async () => {
    const { send, select, made } = await begin("misfits", "upsert");
    await select("CREATE TABLE orders (id text PRIMARY KEY, day date, amount integer)");

    await send("a.csv", file("1,2026-11-01,1,yes,", "2,2026-11-01,1.5,yes,"));

    expect(await select("SELECT id FROM orders")).toEqual([]);
    expect(await made.rows()).toEqual([]);
    expect(await made.runs()).toMatchObject([
      { status: "failed", reason: { code: "column-mismatch", message: expect.stringContaining('"amount"') } },
    ]);
  });

  it("stores nothing twice when a function dies between its commit and the end of its run", async () => {
    const { made, select, send } = await begin("again", "insert-once");
    const lines = Array.from({ length: 500 }, (_, index) => `${index},2026-11-01,${index},yes,`);
    const { sent } = await send("a.csv", file(...lines));
    const pipeline = ordersTo("again", "insert-once");
    await makeUnfinished(cloud, made);

    const [result] = await createFileHandler(pipeline, made.options)(notificationOf(sent), {
      awsRequestId: "in/a.csv",
    });

    expect(result).toMatchObject({ outcome: "completed" });
    expect(await select("SELECT count(*)::int AS n, sum(amount)::int AS total FROM orders")).toEqual([
      { n: 500, total: 124_750 },
    ]);
    expect(await made.runs()).toMatchObject([{ counts: { stored: 1000, existing: 0 } }]);
  });
});

/** The ledger as it was before the run was finished: its lease has run out. */
async function makeUnfinished(cloud: TestCloud, made: HandMade): Promise<void> {
  const { UpdateItemCommand } = await import("@aws-sdk/client-dynamodb");
  const [run] = await made.runs();
  await cloud.dynamodb.send(
    new UpdateItemCommand({
      TableName: made.options.config?.table,
      Key: { PK: { S: `millrace#run#${run?.runId}` }, SK: { S: "run" } },
      UpdateExpression: "SET #status = :running, leaseUntil = :past",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":running": { S: "running" }, ":past": { N: "0" } },
    }),
  );
}
