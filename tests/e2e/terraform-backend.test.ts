import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../support/cloud.ts";
import { type Ended, hasProgram, run } from "../support/program.ts";

let cloud: TestCloud;
let folder: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  folder = mkdtempSync(join(tmpdir(), "terraform-backend-"));
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "state", CreateBucketConfiguration }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await cloud.s3.send(new PutBucketVersioningCommand({ Bucket: "state", VersioningConfiguration }));
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName: "locks",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
    }),
  );
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A root whose only resource needs no provider from anywhere: `terraform_data` is built in. */
const rootFor = (key: string, lock: string): string => `
terraform {
  backend "s3" {
    bucket                      = "state"
    key                         = "${key}"
    region                      = "eu-west-1"
    ${lock}
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
    endpoints = {
      s3       = "${cloud.cloud.endpoint}"
      dynamodb = "${cloud.cloud.endpoint}"
    }
  }
}

variable "word" { default = "first" }

resource "terraform_data" "one" { input = var.word }

output "word" { value = terraform_data.one.output }
`;

interface Root {
  readonly key: string;
  terraform(...words: string[]): Promise<Ended>;
}

function root(name: string, lock: string): Root {
  const key = `${name}/terraform.tfstate`;
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "main.tf"), rootFor(key, lock));
  const env = {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  };
  return { key, terraform: (...words) => run("terraform", [...words, "-no-color"], { cwd, env }) };
}

const apply = ["apply", "-auto-approve", "-input=false", "-lock-timeout=0s"];

const lockFile = JSON.stringify({
  ID: "11111111-2222-3333-4444-555555555555",
  Operation: "OperationTypeApply",
  Who: "somebody@else",
  Version: "1.11.4",
  Created: "2026-01-01T00:00:00Z",
  Path: "state/locked/terraform.tfstate",
});

async function keys(Prefix: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: "state", Prefix }));
  return Contents.map(({ Key }) => Key);
}

describe.skipIf(!hasProgram("terraform"))("Terraform's S3 backend", () => {
  it("keeps its state here, locked by a file", async () => {
    const { key, terraform } = root("file", "use_lockfile = true");
    expect(await terraform("init")).toMatchObject({ code: 0 });

    expect(await terraform(...apply)).toMatchObject({ code: 0 });
    expect(await terraform(...apply, "-var=word=second")).toMatchObject({ code: 0 });

    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: "state", Key: key }));
    expect(JSON.parse((await Body?.transformToString()) ?? "").outputs.word.value).toBe("second");
    expect(JSON.parse((await terraform("state", "pull")).out).serial).toBeGreaterThan(1);
    expect(await keys("file/")).toEqual([key]);
  });

  it("waits for nobody's file, and takes it away when it is forced to", async () => {
    const { key, terraform } = root("locked", "use_lockfile = true");
    await terraform("init");
    await cloud.s3.send(new PutObjectCommand({ Bucket: "state", Key: `${key}.tflock`, Body: lockFile }));

    const refused = await terraform(...apply);

    expect(refused.code).toBe(1);
    expect(refused.err).toContain("Error acquiring the state lock");
    expect(refused.err).toContain("PreconditionFailed");
    const id = "11111111-2222-3333-4444-555555555555";
    expect(await terraform("force-unlock", "-force", id)).toMatchObject({ code: 0 });
    expect(await terraform(...apply)).toMatchObject({ code: 0 });
  });

  it("lets one of two writers through", async () => {
    const { terraform } = root("two", "use_lockfile = true");
    await terraform("init");
    await terraform(...apply);

    const ended = await Promise.all(["a", "b", "c"].map((word) => terraform(...apply, `-var=word=${word}`)));

    const [failed, passed] = [ended.filter(({ code }) => code !== 0), ended.filter(({ code }) => code === 0)];
    expect(passed.length).toBeGreaterThan(0);
    for (const { err } of failed) expect(err).toContain("Error acquiring the state lock");
    expect((await terraform("state", "pull")).code).toBe(0);
  });

  it("keeps its state here, locked by an item of a table", async () => {
    const { key, terraform } = root("table", 'dynamodb_table = "locks"');
    expect(await terraform("init")).toMatchObject({ code: 0 });

    expect(await terraform(...apply)).toMatchObject({ code: 0 });

    expect((await terraform("output", "-raw", "word")).out).toBe("first");
    expect(await keys("table/")).toEqual([key]);
  });
});
