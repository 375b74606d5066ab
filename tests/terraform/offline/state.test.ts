import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { obstacle, Workspace } from "../terraform.ts";

const Bucket = "states";
const key = "terraform.tfstate";

/** Resources that Terraform has in itself; the second is made once there is a file `go`. */
const root = `
terraform {
  backend "s3" {
    bucket         = "${Bucket}"
    use_lockfile   = true
    use_path_style = true
  }
}

resource "terraform_data" "first" {
  input = "first"
}

resource "terraform_data" "second" {
  input = terraform_data.first.output

  provisioner "local-exec" {
    command = "echo waiting; while [ ! -e go ]; do sleep 0.1; done"
  }
}
`;

describe.skipIf(obstacle !== undefined)("A state in S3", () => {
  let cloud: TestCloud;
  let workspace: Workspace;
  beforeAll(async () => {
    cloud = await startTestCloud();
    workspace = new Workspace(cloud.cloud.endpoint, "eu-west-1");
    await cloud.s3.send(new CreateBucketCommand({ Bucket }));
  });
  afterAll(async () => {
    workspace.remove();
    await cloud.stop();
  });

  /** A folder whose state is below the name, with what there is to make still waiting. */
  async function prepared(name: string): Promise<string> {
    const folder = join(workspace.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "main.tf"), root);
    const init = await workspace.run(folder, "init", "-no-color", `-backend-config=key=${name}/${key}`);
    expect(init).toMatchObject({ code: 0, err: "" });
    return folder;
  }

  const goOn = (folder: string): void => writeFileSync(join(folder, "go"), "");
  const apply = (folder: string, ...words: readonly string[]) =>
    workspace.run(folder, "apply", "-auto-approve", "-no-color", ...words);
  const applying = (folder: string) => workspace.start(folder, "apply", "-auto-approve", "-no-color");

  async function stateOf(
    name: string,
  ): Promise<{ readonly version: number; readonly resources: readonly { readonly name: string }[] }> {
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: `${name}/${key}` }));
    return JSON.parse((await Body?.transformToString()) ?? "") as Awaited<ReturnType<typeof stateOf>>;
  }

  async function objectsOf(name: string): Promise<(string | undefined)[]> {
    const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${name}/` }));
    return Contents.map(({ Key }) => Key);
  }

  it("is locked for others while somebody applies", async () => {
    const folder = await prepared("held");
    const first = applying(folder);
    await first.prints(/waiting/);

    const second = await apply(folder);
    goOn(folder);
    await first.prints(/Apply complete/);

    expect(second.code).toBe(1);
    expect(second.err).toMatch(/Error acquiring the state lock[\s\S]*PreconditionFailed[\s\S]*held\/terraform.tfstate/);
    await expect.poll(() => objectsOf("held"), { timeout: 30_000 }).toEqual([`held/${key}`]);
    expect(await apply(folder)).toMatchObject({ code: 0 });
  });

  it("has what was made when Ctrl-C ends an apply, and the next one makes the rest", async () => {
    const folder = await prepared("ended");
    const first = applying(folder);
    await first.prints(/waiting/);

    await first.stop("SIGINT");
    const left = await stateOf("ended");
    goOn(folder);
    const second = await apply(folder);

    expect(left.resources.map(({ name }) => name)).toContain("first");
    expect(await objectsOf("ended")).toEqual([`ended/${key}`]);
    expect(second).toMatchObject({ code: 0 });
    expect((await stateOf("ended")).resources).toHaveLength(2);
    expect((await workspace.run(folder, "plan", "-detailed-exitcode")).code).toBe(0);
  });

  it("stays locked when an apply is killed, until somebody says that nobody has it", async () => {
    const folder = await prepared("killed");
    const first = applying(folder);
    await first.prints(/waiting/);

    await first.stop("SIGKILL");
    goOn(folder);
    const refused = await apply(folder);
    const [, lock = ""] = /^\W*ID:\s+(\S+)/m.exec(refused.err) ?? [];
    const unlocked = await workspace.run(folder, "force-unlock", "-force", lock);
    const repaired = await apply(folder);

    expect(refused.code).toBe(1);
    expect(unlocked).toMatchObject({ code: 0 });
    expect(repaired).toMatchObject({ code: 0 });
    expect((await stateOf("killed")).resources).toHaveLength(2);
  });

  it("of a newer version is refused and left as it is", async () => {
    const folder = await prepared("newer");
    goOn(folder);
    await apply(folder);
    const newer = { ...(await stateOf("newer")), version: 99 };
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: `newer/${key}`, Body: JSON.stringify(newer) }));

    const { code, err } = await apply(folder);

    expect(code).toBe(1);
    expect(err).toMatch(/does not support state\s+version 99|state file format[\s\S]*99|newer/);
    expect(await stateOf("newer")).toEqual(newer);
    expect(await objectsOf("newer")).toEqual([`newer/${key}`]);
  });
});
