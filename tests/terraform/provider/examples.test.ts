import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AttributeValue, DynamoDBClient, ListTablesCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { GetRolePolicyCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { examples } from "../../examples/examples.ts";
import { clientConfig, eventually } from "../../support/cloud.ts";
import { millrace, type Running, root, start } from "../../support/program.ts";
import { modulesFolder, obstacle, Workspace } from "../terraform.ts";

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
  // The name, as the provider puts the account in front of it for S3 Control.
  const endpoint = `http://localhost:${port}`;
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

/** The generated root with nothing changed but what a cloud on this machine takes. */
function copyRoot(name: string, { endpoint }: OpenCloud) {
  const workspace = new Workspace({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
  });
  workspaces.push(workspace);
  workspace.copy(modulesFolder, "terraform/modules");
  const folder = workspace.copy(
    join(root, "examples", name, "infrastructure/terraform"),
    `examples/${name}/infrastructure/terraform`,
  );
  writeFileSync(
    join(folder, "override.tf"),
    `terraform {\n  backend "local" {}\n}\n\nprovider "aws" {\n  s3_use_path_style           = true\n  skip_credentials_validation = true\n  skip_metadata_api_check     = true\n}\n`,
  );
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
      const resource = String(Resource).replace(/(secret:[\w-]+)-\w{6}$/, "$1");
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

async function sendSamples(name: string, pipeline: (typeof examples)[number]["pipeline"], { s3 }: OpenCloud) {
  const folder = join(root, "examples", name, "samples");
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

/** Rows of the table once all files are done: which fields each has, as hashes differ with the key of each deployment. */
async function rowsOf(TableName: string, files: number, { dynamodb }: OpenCloud): Promise<readonly string[]> {
  return eventually(async () => {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) items.push(...Items);
    if (items.filter(isDone).length < files) return undefined;
    return items
      .filter((item) => !isLedger(item))
      .map((item) => Object.keys(item).sort().join())
      .sort();
  }, 120);
}

describe.skipIf(obstacle !== undefined).each(examples.filter(({ name }) => name !== "people"))(
  "examples/$name, deployed by Terraform and by CloudFormation",
  ({ name, pipeline }) => {
    it("is the same, grants the same, does the same, and can be taken away", async () => {
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
      const rows = await rowsOf(pipeline.name, files, byTerraform);
      expect(rows.length).toBeGreaterThan(10);
      expect(rows).toEqual(await rowsOf(pipeline.name, files, byCloudFormation));

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
