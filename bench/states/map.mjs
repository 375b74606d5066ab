/**
 * A distributed Map over the rows of a CSV file in S3, one child execution for each: how long it takes, what the cloud's process holds in
 * memory meanwhile, and whether every row's result is in the files that its ResultWriter has written.
 * usage: node tools/build.mjs && node bench/states/map.mjs [--items 100000] [--type STANDARD|EXPRESS] [--task Pass|Function] [--concurrency 40]
 * With `--task Function` every child calls a Node.js function. Memory is that of the cloud's process, without its functions'.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import yazl from "yazl";

const { values } = parseArgs({
  options: {
    items: { type: "string", default: "100000" },
    type: { type: "string", default: "STANDARD" },
    task: { type: "string", default: "Pass" },
    concurrency: { type: "string", default: "40" },
  },
});
const items = Number(values.items);
const lookEveryMs = 200;
const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const child = spawn(
  process.execPath,
  ["packages/cli/bin/millrace.cjs", "cloud", "--data", folder, "--port", "0", "--json"],
  { stdio: ["ignore", "pipe", "ignore"] },
);
process.on("exit", () => {
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
const line = await new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
const config = {
  endpoint: JSON.parse(line).endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};
const s3 = new S3Client({ ...config, forcePathStyle: true });
const states = new SFNClient({ ...config, disableHostPrefix: true });

await s3.send(new CreateBucketCommand({ Bucket: "map" }));
const rows = Array.from({ length: items }, (_, at) => `${at},row ${at}`);
await s3.send(new PutObjectCommand({ Bucket: "map", Key: "rows.csv", Body: `id,name\n${rows.join("\n")}\n` }));
const execution = await start(await role());
const before = memory();
const began = performance.now();
const looks = [];
let status = "RUNNING";
while (status === "RUNNING") {
  await delay(lookEveryMs);
  looks.push(memory());
  ({ status } = await states.send(new DescribeExecutionCommand({ executionArn: execution })));
}
const seconds = (performance.now() - began) / 1000;
const found = await results();
console.log(
  `${items} items, ${values.type}, ${values.task}: ${status} in ${seconds.toFixed(1)} s, ${found} results of their own`,
);
const quarters = [0, 1, 2, 3].map((at) => looks.slice((at * looks.length) / 4, ((at + 1) * looks.length) / 4));
console.log(
  `memory of the cloud's process: ${before} MB before, ${Math.max(...looks)} MB at most; by quarter of the time on average ${quarters.map(mean).join(", ")} MB`,
);
process.exit(status === "SUCCEEDED" && found === items ? 0 : 1);

function mean(numbers) {
  return Math.round(numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length));
}

async function role() {
  const iam = new IAMClient(config);
  const Service = ["states.amazonaws.com", "lambda.amazonaws.com"];
  const statement = { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" };
  const policy = (Statement) => JSON.stringify({ Version: "2012-10-17", Statement });
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "map", AssumeRolePolicyDocument: policy([statement]) }),
  );
  const rights = [{ Effect: "Allow", Action: ["s3:*", "states:*", "lambda:*", "logs:*"], Resource: "*" }];
  await iam.send(new PutRolePolicyCommand({ RoleName: "map", PolicyName: "map", PolicyDocument: policy(rights) }));
  return Role.Arn;
}

async function zipped(name, text) {
  const file = new yazl.ZipFile();
  file.addBuffer(Buffer.from(text), name);
  file.end();
  return Buffer.concat(await file.outputStream.toArray());
}

/** The only state of a child: its row, as it is or as a function answers it. */
async function task(Role) {
  if (values.task === "Pass") return { Type: "Pass", End: true };
  const lambda = new LambdaClient(config);
  const { FunctionArn } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "row",
      Role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: await zipped("index.mjs", "export const handler = async (row) => row;") },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30 }, { FunctionName: "row" });
  return { Type: "Task", Resource: FunctionArn, End: true };
}

async function start(roleArn) {
  const map = {
    Type: "Map",
    ItemReader: {
      Resource: "arn:aws:states:::s3:getObject",
      ReaderConfig: { InputType: "CSV", CSVHeaderLocation: "FIRST_ROW" },
      Parameters: { Bucket: "map", Key: "rows.csv" },
    },
    MaxConcurrency: Number(values.concurrency),
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: values.type },
      StartAt: "Row",
      States: { Row: await task(roleArn) },
    },
    ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "map", Prefix: "results" } },
    End: true,
  };
  const definition = JSON.stringify({ StartAt: "Map", States: { Map: map } });
  const { stateMachineArn } = await states.send(new CreateStateMachineCommand({ name: "map", roleArn, definition }));
  return (await states.send(new StartExecutionCommand({ stateMachineArn }))).executionArn;
}

/** Rows whose result was written, each counted once. */
async function results() {
  const { output } = await states.send(new DescribeExecutionCommand({ executionArn: execution }));
  const read = async (Key) =>
    JSON.parse(await (await s3.send(new GetObjectCommand({ Bucket: "map", Key }))).Body.transformToString());
  const { ResultFiles } = await read(JSON.parse(output).ResultWriterDetails.Key);
  const ids = new Set();
  for (const { Key } of ResultFiles.SUCCEEDED) for (const { Output } of await read(Key)) ids.add(JSON.parse(Output).id);
  return ids.size;
}

function memory() {
  const text = readFileSync(`/proc/${child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)[1]) / 1024);
}
