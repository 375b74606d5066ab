import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../support/cloud.ts";
import { type Ended, hasProgram, run } from "../support/program.ts";

const template = `
Transform: AWS::Serverless-2016-10-31
Parameters:
  Word: {Type: String}
Resources:
  Says:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: says
      Runtime: nodejs20.x
      Handler: index.handler
      CodeUri: code/
      Environment: {Variables: {WORD: !Ref Word}}
`;

describe.skipIf(!hasProgram("aws"))("The AWS CLI", () => {
  const folder = mkdtempSync(join(tmpdir(), "millrace-cli-"));
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "artifacts" }));
    mkdirSync(join(folder, "code"));
    writeFileSync(join(folder, "code/index.js"), "exports.handler = async () => process.env.WORD;");
    writeFileSync(join(folder, "template.yaml"), template);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await cloud.stop();
  });

  const aws = (...words: readonly string[]): Promise<Ended> =>
    run("aws", ["cloudformation", ...words], {
      cwd: folder,
      env: {
        AWS_ENDPOINT_URL: cloud.cloud.endpoint,
        AWS_DEFAULT_REGION: "eu-west-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    });
  const deploy = (word: string): Promise<Ended> => {
    const capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"];
    const where = ["--template-file", "packaged.yaml", "--stack-name", "said", "--capabilities", ...capabilities];
    return aws(
      "deploy",
      ...where,
      "--no-fail-on-empty-changeset",
      "--parameter-overrides",
      `Word=${word}`,
      "--tags",
      "team=web",
    );
  };
  const says = async (): Promise<string> => {
    const { Payload } = await cloud.lambda.send(new InvokeCommand({ FunctionName: "says" }));
    return JSON.parse(Buffer.from(Payload ?? []).toString());
  };

  it("packages local code and deploys it", async () => {
    const files = ["--template-file", "template.yaml", "--output-template-file", "packaged.yaml"];
    const packaged = await aws("package", ...files, "--s3-bucket", "artifacts");
    const deployed = await deploy("first");

    expect(packaged).toMatchObject({ code: 0 });
    expect(deployed).toMatchObject({ code: 0, err: "" });
    expect(deployed.out).toContain("Successfully created/updated stack - said");
    expect(await says()).toBe("first");
  });

  it("says when there is nothing to change, and changes what there is", async () => {
    const same = await deploy("first");
    // The CLI names change sets by the second, in which this cloud is done with two of them.
    const changed = await eventually(async () => {
      const ended = await deploy("second");
      return ended.err.includes("AlreadyExistsException") ? undefined : ended;
    });

    expect(same.out + same.err).toContain("No changes to deploy. Stack said is up to date");
    expect(same.code).toBe(0);
    expect(changed).toMatchObject({ code: 0, err: "" });
    expect(await says()).toBe("second");
  });

  it("deletes a stack and waits for it", async () => {
    await aws("delete-stack", "--stack-name", "said");
    const waited = await aws("wait", "stack-delete-complete", "--stack-name", "said");
    const gone = await aws("describe-stacks", "--stack-name", "said");

    expect(waited).toMatchObject({ code: 0 });
    expect(gone.err).toContain("Stack with id said does not exist");
  });
});
