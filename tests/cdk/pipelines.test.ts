import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { root } from "../support/program.ts";
import { CdkApp, obstacle } from "./cdk.ts";

describe.skipIf(obstacle !== undefined)(obstacle ?? "Pipelines as constructs of the CDK", () => {
  let cloud: TestCloud;
  let app: CdkApp;
  beforeAll(async () => {
    cloud = await startTestCloud();
    app = new CdkApp(cloud.cloud.endpoint, "pipelines");
  });
  afterAll(async () => {
    app.remove();
    await cloud.stop();
  });

  it("are deployed in one stack, read files, and differ in nothing then", async () => {
    await app.run(["bootstrap", "aws://000000000000/eu-west-1"]);

    const deployed = await app.run(["deploy", "--require-approval", "never"]);
    const samples = join(root, "examples/uploads/samples");
    for (const file of readdirSync(samples))
      await cloud.s3.send(
        new PutObjectCommand({
          Bucket: "uploads-by-cdk",
          Key: `readings/partner/${file}`,
          Body: readFileSync(join(samples, file)),
        }),
      );
    const row = await eventually(async () => {
      const { Items = [] } = await cloud.dynamodb.send(new ScanCommand({ TableName: "uploads" }));
      return Items.find((item) => item["PK"]?.S?.startsWith("millrace#") === false);
    }, 60);
    const again = await app.run(["diff", "--fail"]);

    expect(deployed.code).toBe(0);
    expect(row).toBeDefined();
    expect(again.code).toBe(0);
  });
});
