// What a decision costs, and what enforcement adds to a request.
//   node bench/iam/run.mjs [--decisions 200000] [--requests 20000]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { importBundled } from "../../tools/bundle.mjs";
import { signedRequest } from "../dynamodb/signed-request.mjs";

const { values } = parseArgs({ strict: false, options: { requests: { type: "string", default: "20000" } } });
const requests = Number(values.requests);
const rounds = 5;
const inFlight = 32;
const clockTicksPerSecond = 100;
const root = fileURLToPath(new URL("../..", import.meta.url));

await decide();
await enforce();

async function decide() {
  await importBundled(new URL("main.ts", import.meta.url), { external: ["@photostructure/sqlite"] });
}

/** The same GetItem by an administrator, for whom nothing is evaluated, and by a role with ten inline policies. */
async function enforce() {
  const cloud = spawn(process.execPath, [
    join(root, "packages/cli/bin/millrace.cjs"),
    "cloud",
    "--ephemeral",
    "--port",
    "0",
    "--json",
  ]);
  const port = await portOf(cloud);
  try {
    const keys = await prepare(port);
    const get = { TableName: "orders", Key: { id: { S: "1" } } };
    const asAdministrator = signedRequest("GetItem", get, port, new Date());
    const asRole = signedRequest("GetItem", get, port, new Date(), keys);
    const costs = { administrator: [], role: [] };
    for (let round = 0; round < rounds; round++) {
      costs.administrator.push(await costOf(cloud.pid, port, asAdministrator));
      costs.role.push(await costOf(cloud.pid, port, asRole));
    }
    const [free, enforced] = [costs.administrator, costs.role].map((list) => list.sort((a, b) => a - b)[rounds >> 1]);
    console.log(`\nGetItem, ${requests} requests, median of ${rounds} rounds, processor time of the cloud`);
    console.log(`as the account's administrator       ${free.toFixed(1)} µs`);
    console.log(`as a role with 10 policies           ${enforced.toFixed(1)} µs`);
    console.log(
      `enforcement                          ${(((enforced - free) / enforced) * 100).toFixed(1)} % of the request`,
    );
  } finally {
    cloud.kill();
  }
}

async function portOf({ stdout }) {
  let text = "";
  for await (const chunk of stdout) {
    text += chunk;
    const port = /127\.0\.0\.1:(\d+)/.exec(text)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error(`The cloud ended before it was ready: ${text}`);
}

async function prepare(port) {
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const [dynamodb, iam, sts] = [new DynamoDBClient(config), new IAMClient(config), new STSClient(config)];
  await dynamodb.send(
    new CreateTableCommand({
      TableName: "orders",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  await dynamodb.send(
    new PutItemCommand({ TableName: "orders", Item: { id: { S: "1" }, data: { S: "x".repeat(700) } } }),
  );
  const document = (Statement) => JSON.stringify({ Version: "2012-10-17", Statement });
  const trust = document([{ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" }]);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: "bench", AssumeRolePolicyDocument: trust }));
  for (let at = 0; at < 10; at++) {
    const statements = Array.from({ length: 8 }, (_, n) => ({
      Effect: "Allow",
      Action: ["dynamodb:Query", "dynamodb:Scan"],
      Resource: `arn:aws:dynamodb:*:*:table/t${n}*`,
    }));
    const own = { Effect: "Allow", Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:*:*:table/orders" };
    const PolicyDocument = document(at === 9 ? [...statements, own] : statements);
    await iam.send(new PutRolePolicyCommand({ RoleName: "bench", PolicyName: `p${at}`, PolicyDocument }));
  }
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: Role.Arn, RoleSessionName: "bench" }));
  return { id: Credentials.AccessKeyId, secret: Credentials.SecretAccessKey, token: Credentials.SessionToken };
}

/** Microseconds of the cloud's processor time per request. */
async function costOf(pid, port, request) {
  await load(port, request, requests / 10);
  const before = ticksOf(pid);
  await load(port, request, requests);
  return ((ticksOf(pid) - before) / clockTicksPerSecond / requests) * 1e6;
}

function ticksOf(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

/** Sends the same request over a few connections, each answered before the next. */
async function load(port, request, count) {
  let left = count;
  const worker = async () => {
    const socket = connect(port, "127.0.0.1").setNoDelay(true);
    await once(socket, "connect");
    while (left-- > 0) {
      socket.write(request);
      const [answer] = await once(socket, "data");
      if (!answer.toString("latin1", 9, 12).startsWith("200")) throw new Error(`Expected 200: ${answer}`);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
