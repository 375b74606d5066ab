import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AttributeValue, DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { GetRolePolicyCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, describe, it } from "vitest";
import { examples } from "../../examples/examples.ts";
import { clientConfig, eventually } from "../../support/cloud.ts";
import { millrace, type Running, root, start } from "../../support/program.ts";
import { modulesFolder, obstacle, Workspace } from "../terraform.ts";
import { importAll } from "./imports.ts";

if (obstacle !== undefined) process.stderr.write(`Terraform's tests are skipped: ${obstacle}\n`);

const region = "us-east-1";
const running: Running[] = [];
const workspaces: Workspace[] = [];
afterAll(async () => {
  for (const program of running) await program.stop();
  for (const workspace of workspaces) workspace.remove();
});

async function openCloud() {
  const program = start(["cloud", "--ephemeral", "--port", "0", "--json"]);
  running.push(program);
  const [, port = ""] = await program.prints(/"port":(\d+)/);
  const endpoint = `http://127.0.0.1:${port}`;
  const config = { ...clientConfig(endpoint), region };
  return {
    endpoint,
    dynamodb: new DynamoDBClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sfn: new SFNClient(config),
    sqs: new SQSClient(config),
  };
}

type OpenCloud = Awaited<ReturnType<typeof openCloud>>;

/** The generated root; only its state stays here. */
function copyRoot(name: string, { endpoint }: OpenCloud) {
  const workspace = new Workspace(endpoint, region);
  workspaces.push(workspace);
  workspace.copy(modulesFolder, "terraform/modules");
  const folder = workspace.copy(
    join(root, "examples", name, "infrastructure/terraform"),
    `examples/${name}/infrastructure/terraform`,
  );
  writeFileSync(join(folder, "override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  return { workspace, folder };
}

/** Statements of every role that a deployment made: `role sid action resource`, save for what only one of the two calls so. */
async function statementsOf({ iam }: OpenCloud): Promise<readonly string[]> {
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const all: string[] = [];
  for (const { RoleName = "", Path } of Roles) {
    if (Path?.startsWith("/aws-service-role/")) continue;
    const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: "pipeline" }));
    const { Statement } = JSON.parse(decodeURIComponent(PolicyDocument)) as {
      readonly Statement: readonly Readonly<Record<string, unknown>>[];
    };
    for (const { Sid, Action, Resource, Condition } of Statement) {
      const resource = String(Resource).replace(/(secret:(?:rds!cluster|[\w-]+))-[\w-]+$/, "$1");
      all.push([RoleName, Sid, Action, resource, JSON.stringify(Condition ?? {})].join(" "));
    }
  }
  return all.sort();
}

async function functionsOf({ lambda }: OpenCloud) {
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  return Functions.map(({ FunctionName, Handler, Runtime, MemorySize, Timeout, Environment, CodeSha256 }) => ({
    FunctionName,
    Handler,
    Runtime,
    MemorySize,
    Timeout,
    CodeSha256,
    variables: Object.keys(Environment?.Variables ?? {}).sort(),
  })).sort((a, b) => String(a.FunctionName).localeCompare(String(b.FunctionName)));
}

/** What is looked up, then the samples, as `millrace up` sends them. */
async function sendSamples(name: string, pipeline: (typeof examples)[number]["pipeline"], { s3 }: OpenCloud) {
  const folder = join(root, "examples", name, "samples");
  const reference = join(root, "examples", name, "reference");
  for (const file of existsSync(reference) ? readdirSync(reference) : []) {
    const Body = readFileSync(join(reference, file));
    await s3.send(new PutObjectCommand({ Bucket: pipeline.source.bucket, Key: `reference/${file}`, Body }));
  }
  for (const file of readdirSync(folder)) {
    const Key = `${pipeline.source.prefix}partner/${file}`;
    await s3.send(
      new PutObjectCommand({ Bucket: pipeline.source.bucket, Key, Body: readFileSync(join(folder, file)) }),
    );
  }
  return readdirSync(folder).length;
}

type Item = Readonly<Record<string, AttributeValue>>;

const isLedger = (item: Item): boolean => item["PK"]?.S?.startsWith("millrace#") === true;
const isDone = (item: Item): boolean =>
  item["SK"]?.S === "run" && /^(?:completed|failed)$/.test(item["status"]?.S ?? "");

/** How each file ended, once all are done, and which fields each row of the table has; hashes differ with the key of each deployment. */
async function resultOf(TableName: string, files: number, { dynamodb }: OpenCloud) {
  return eventually(async () => {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) items.push(...Items);
    const done = items.filter(isDone);
    if (done.length < files) return undefined;
    const rows = items.filter((item) => !isLedger(item)).map((item) => Object.keys(item).sort().join());
    return { ends: done.map((item) => item["status"]?.S).sort(), rows: rows.sort() };
  }, 240);
}

// The provider waits for much that AWS shows only after a while: several at once take little longer than one.
describe.skipIf(obstacle !== undefined).concurrent.each(examples)(
  "examples/$name, deployed by Terraform and by CloudFormation",
  ({ name, pipeline }) => {
    it("is the same, grants the same, does the same, can be changed, imported and taken away", async ({ expect }) => {
      const [byTerraform, byCloudFormation] = await Promise.all([openCloud(), openCloud()]);
      const { workspace, folder } = copyRoot(name, byTerraform);
      const synthesized = await millrace(["synth", `examples/${name}`, "--output", join(workspace.folder, "code")]);
      expect(synthesized).toMatchObject({ code: 0, err: "" });
      const variables = [
        "-no-color",
        "-var",
        `code_path=${join(workspace.folder, "code/function.zip")}`,
        "-var",
        "keep_data=false",
      ];

      expect(await workspace.run(folder, "init", "-no-color")).toMatchObject({ code: 0 });
      const applied = await workspace.run(folder, "apply", "-auto-approve", ...variables);
      expect(applied.err).toBe("");
      expect(await workspace.run(folder, "plan", "-detailed-exitcode", ...variables)).toMatchObject({ code: 0 });
      const deployed = await millrace(["deploy", `examples/${name}`, "--yes", "--endpoint", byCloudFormation.endpoint]);
      expect(deployed).toMatchObject({ code: 0 });

      expect(await statementsOf(byTerraform)).toEqual(await statementsOf(byCloudFormation));
      expect(await functionsOf(byTerraform)).toEqual(await functionsOf(byCloudFormation));
      const files = await sendSamples(name, pipeline, byTerraform);
      await sendSamples(name, pipeline, byCloudFormation);
      const result = await resultOf(pipeline.name, files, byTerraform);
      expect(result.ends).toContain("completed");
      expect(result).toEqual(await resultOf(pipeline.name, files, byCloudFormation));

      variables.push("-var", "log_retention_days=14");
      const changed = await workspace.run(folder, "apply", "-auto-approve", ...variables);
      expect(changed.out).toMatch(/0 added, [1-9]\d* changed, 0 destroyed/);
      variables.push("-var", `bucket_name=${pipeline.source.bucket}-moved`);
      const replaced = await workspace.run(folder, "apply", "-auto-approve", ...variables);
      expect(replaced.out).toMatch(/[1-9]\d* added, [1-9]\d* changed, [1-9]\d* destroyed/);
      expect(await workspace.run(folder, "plan", "-detailed-exitcode", ...variables)).toMatchObject({ code: 0 });
      const imported = await importAll(workspace, folder, ...variables);
      expect(imported.differences).toEqual([]);
      expect(imported.count).toBeGreaterThan(20);

      const destroyed = await workspace.run(folder, "destroy", "-auto-approve", ...variables);
      expect(destroyed.out).toContain("Destroy complete!");
      expect(await leftIn(byTerraform)).toEqual([]);
    });
  },
);

/** What stands in a cloud that should be empty. */
async function leftIn({ dynamodb, iam, lambda, s3, sfn, sqs }: OpenCloud): Promise<readonly (string | undefined)[]> {
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return [
    ...TableNames,
    ...Roles.filter(({ Path }) => !Path?.startsWith("/aws-service-role/")).map(({ RoleName }) => RoleName),
    ...Functions.map(({ FunctionName }) => FunctionName),
    ...Buckets.map(({ Name }) => Name),
    ...stateMachines.map(({ name }) => name),
    ...QueueUrls,
  ];
}
