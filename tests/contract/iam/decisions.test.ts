import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const roleArn = "arn:aws:iam::000000000000:role/writer";

interface Entry {
  readonly principal: string;
  readonly action: string;
  readonly isAllowed: boolean;
  readonly count: number;
}

async function decisions(): Promise<Entry[]> {
  const response = await fetch(`${cloud.cloud.endpoint}/_millrace/decisions`);
  const { decisions: all } = (await response.json()) as { decisions: Entry[] };
  return all.filter(({ principal }) => principal === roleArn);
}

describe("the decision log", () => {
  it("says which statement allowed, what was refused, and what to add", async () => {
    const Bucket = "logged";
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const trust = { Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" };
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "writer", AssumeRolePolicyDocument: policy(trust) }));
    const PolicyDocument = policy(
      { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
      { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::logged/*" },
      { Effect: "Deny", Action: "s3:PutObject", Resource: "arn:aws:s3:::logged/locked/*" },
    );
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "writer", PolicyName: "own", PolicyDocument }));
    const assumed = await cloud.sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "test" }));
    const s3 = new S3Client({
      ...clientConfig(cloud.cloud.endpoint),
      forcePathStyle: true,
      credentials: {
        accessKeyId: assumed.Credentials?.AccessKeyId ?? "",
        secretAccessKey: assumed.Credentials?.SecretAccessKey ?? "",
        sessionToken: assumed.Credentials?.SessionToken ?? "",
      },
    });
    const put = (Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));

    await put("a");
    await put("a");
    await expect(put("locked/a")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });

    expect(await decisions()).toMatchObject([
      {
        action: "s3:ListAllMyBuckets",
        resource: "*",
        isAllowed: false,
        reason: "because no identity-based policy allows the s3:ListAllMyBuckets action",
        fix: `add to the policies of ${roleArn}: {"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}`,
      },
      { action: "s3:PutObject", resource: "arn:aws:s3:::logged/a", isAllowed: true, decidedBy: ["own#1"], count: 2 },
      {
        action: "s3:PutObject",
        resource: "arn:aws:s3:::logged/locked/a",
        isAllowed: false,
        decidedBy: ["own#2"],
        fix: "narrow or remove the deny: own#2",
      },
    ]);
  });

  it("is emptied on demand", async () => {
    await fetch(`${cloud.cloud.endpoint}/_millrace/decisions`, { method: "DELETE" });

    expect(await decisions()).toEqual([]);
  });
});
