import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { millrace } from "../../support/program.ts";
import { obstacle, Workspace } from "../terraform.ts";

describe.skipIf(obstacle !== undefined)("millrace deploy --terraform", () => {
  let cloud: TestCloud;
  const workspace = new Workspace();
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(async () => {
    workspace.remove();
    await cloud.stop();
  });

  const run = (command: string, ...words: readonly string[]) =>
    millrace(
      [
        command,
        "examples/uploads",
        "--terraform",
        "--endpoint",
        cloud.cloud.endpoint,
        "--region",
        "eu-west-1",
        ...words,
      ],
      { env: { ...workspace.env } },
    );

  it("makes what the definition says, and finds nothing to change then", async () => {
    const deployed = await run("deploy", "--yes");
    const made = await cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "uploads-file" }));
    const Bucket = "millrace-artifacts-000000000000-eu-west-1";
    const { Contents = [] } = await cloud.s3.send(new ListObjectsV2Command({ Bucket }));

    expect(deployed).toMatchObject({ code: 0, err: "" });
    expect(deployed.out).toMatch(/ {2}module\.\S+\.aws_dynamodb_table\.\S+ +created\n/);
    expect(made.State).toBe("Active");
    expect(Contents.map(({ Key }) => Key)).toContain("uploads/terraform.tfstate");
    expect(await run("deploy", "--yes")).toMatchObject({ code: 0, out: expect.stringMatching(/^Nothing to change/) });
  });

  it("is undone when it may delete data", async () => {
    expect(await run("destroy", "--yes")).toMatchObject({ code: 2 });
    expect(await run("destroy", "--yes", "--delete-data")).toMatchObject({ code: 0, err: "" });
    await expect(
      cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "uploads-file" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
