import { createHash } from "node:crypto";
import { GetApiKeysCommand, GetRestApisCommand } from "@aws-sdk/client-api-gateway";
import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";
import { noPostgres } from "../support/postgres.ts";
import { millrace, type Running, start } from "../support/program.ts";

const count = 2_000;
const person = (index: number) => ({
  id: `p-${index}`,
  name: `Person ${index}`,
  email: `person${index}@example.com`,
  phone: `+49 30 ${1_000_000 + index}`,
  country: index % 2 === 0 ? "DE" : "FR",
  postcode: String(10_000 + index),
  visits: Array.from({ length: index % 4 }, (_, visit) => ({ at: `2026-11-0${visit + 1}T10:00:00Z`, kind: "shop" })),
});
const people = Array.from({ length: count }, (_, index) => person(index));

describe.skipIf(noPostgres !== undefined)("examples/people", () => {
  let program: Running;
  let clients: Clients;
  let endpoint = "";
  beforeAll(async () => {
    program = start(["up", "examples/people", "--ephemeral", "--port", "0", "--no-watch", "--region", "eu-west-1"]);
    [, endpoint = ""] = await program.prints(/runs at\D*(http:\/\/[\d.:]+)/);
    await program.prints(/Files are followed here/);
    clients = clientsOf(endpoint);
  });
  afterAll(async () => {
    closeClients(clients);
    await program.stop();
  });

  /** What the API answers who has the key. */
  async function ask(method: string, path: string, body?: object): Promise<Response> {
    const { items: apis = [] } = await clients.apigateway.send(new GetRestApisCommand({}));
    const { items: keys = [] } = await clients.apigateway.send(new GetApiKeysCommand({ includeValues: true }));
    return await fetch(`${endpoint}/_aws/execute-api/${apis[0]?.id}/live${path}`, {
      method,
      headers: { "x-api-key": keys[0]?.value ?? "", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function rows<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const { DBClusters: [cluster] = [] } = await clients.rds.send(new DescribeDBClustersCommand({}));
    const SecretId = cluster?.MasterUserSecret?.SecretArn;
    const { SecretString = "" } = await clients.secretsmanager.send(new GetSecretValueCommand({ SecretId }));
    const { username, password } = JSON.parse(SecretString) as { readonly username: string; readonly password: string };
    const { Endpoint: host, Port: port, DatabaseName: database } = cluster ?? {};
    const client = new pg.Client({ host, port, database, user: username, password });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it("stores every person of a file that is put to a URL of its API, once and anonymised", async () => {
    const Body = "code,region,currency\nDE,Europe,EUR\nFR,Europe,EUR\n";
    await clients.s3.send(new PutObjectCommand({ Bucket: "people-uploads", Key: "reference/countries.csv", Body }));
    const file = JSON.stringify({ people });

    const offered = await ask("POST", "/uploads", {
      name: "people.json",
      bytes: Buffer.byteLength(file),
      type: "application/json",
    });
    const { id, url, headers } = (await offered.json()) as {
      id: string;
      url: string;
      headers?: Record<string, string>;
    };
    const put = await fetch(url, {
      method: "PUT",
      body: file,
      headers: { "content-type": "application/json", ...headers },
    });
    const run = await eventually(async () => {
      const answer = (await (await ask("GET", `/uploads/${id}`)).json()) as { readonly status: string };
      return answer.status === "completed" || answer.status === "failed" ? answer : undefined;
    }, 60);

    expect(offered.status).toBe(201);
    expect(put.status).toBe(200);
    expect(run).toMatchObject({ status: "completed", counts: { records: count, accepted: count, rejected: 0 } });
    const [stored] = await rows<{ n: number; ids: string; visits: number; leaked: number }>(
      `SELECT count(*)::int AS n, md5(string_agg(id, ',' ORDER BY id COLLATE "C")) AS ids, sum(visits)::int AS visits,
         count(*) FILTER (WHERE email LIKE '%@%' OR name LIKE 'Person%' OR phone LIKE '%100%')::int AS leaked FROM people`,
    );
    const ids = people.map((one) => one.id).sort();
    expect(stored).toEqual({
      n: count,
      ids: createHash("md5").update(ids.join(",")).digest("hex"),
      visits: people.reduce((sum, { visits }) => sum + visits.length, 0),
      leaked: 0,
    });
  });

  it("shows what a statement reads, which can write nothing", async () => {
    const query = (...words: string[]) =>
      millrace(["query", ...words, "--folder", "examples/people", "--endpoint", endpoint, "--region", "eu-west-1"]);

    const grouped = await query("SELECT country, count(*) AS n FROM people GROUP BY 1 ORDER BY 1", "--json");
    expect(
      grouped.out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { country: "DE", n: count / 2 },
      { country: "FR", n: count / 2 },
    ]);
    expect((await query("SELECT id FROM people ORDER BY id", "--limit", "2")).out).toBe("id\np-0\np-1\n");
    expect((await query("SELECT id FROM people WHERE id = 'none'")).out).toBe("No rows\n");

    for (const [statement, says] of [
      ["SELECT nothing FROM people", 'column "nothing" does not exist'],
      ["SELECT 1; COMMIT; DELETE FROM people", "cannot insert multiple commands"],
      ["WITH gone AS (DELETE FROM people RETURNING 1) SELECT * FROM gone", "PostgreSQL refuses the statement"],
    ] as const) {
      const refused = await query(statement);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain(says);
    }
    expect(await rows("SELECT count(*)::int AS n FROM people")).toEqual([{ n: count }]);
  });

  it("gives no URL to who has no key", async () => {
    const { items: apis = [] } = await clients.apigateway.send(new GetRestApisCommand({}));

    const answer = await fetch(`${endpoint}/_aws/execute-api/${apis[0]?.id}/live/uploads`, {
      method: "POST",
      body: "{}",
    });

    expect(answer.status).toBe(403);
  });
});
