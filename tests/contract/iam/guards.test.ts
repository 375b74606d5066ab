import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListBucketsCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
/** As a role that may do everything. */
let s3: S3Client;
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
beforeAll(async () => {
  cloud = await startTestCloud();
  const trust = document({ Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" });
  const RoleName = "capped";
  const AssumeRolePolicyDocument = JSON.stringify(trust);
  const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify(document(everything));
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "all", PolicyDocument }));
  const input = { RoleArn: Role?.Arn, RoleSessionName: "me" };
  const { Credentials: keys } = await cloud.sts.send(new AssumeRoleCommand(input));
  s3 = new S3Client({
    ...clientConfig(cloud.cloud.endpoint),
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? "",
      secretAccessKey: keys?.SecretAccessKey ?? "",
      sessionToken: keys?.SessionToken ?? "",
    },
  });
});
afterAll(async () => {
  s3.destroy();
  await cloud.stop();
});

async function ask(method: string, body?: object, query = ""): Promise<{ status: number; body: unknown }> {
  const url = `${cloud.cloud.endpoint}/_millrace/guards${query}`;
  const response = await fetch(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: await response.json() };
}
afterEach(() => ask("DELETE"));

describe("The guard of an account", () => {
  it("denies roles what their policies allow, and says so", async () => {
    const deny = { Effect: "Deny", Action: "s3:ListAllMyBuckets", Resource: "*" };
    await ask("PUT", { policy: document(everything, deny) });

    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringMatching(
        /^User: arn:aws:sts::000000000000:assumed-role\/capped\/me is not authorized to perform: s3:ListAllMyBuckets.* with an explicit deny in a service control policy$/,
      ),
    });
  });

  it("stops what it does not allow, also where the policy of the resource would", async () => {
    const Bucket = "opened";
    const input = { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" as const } };
    await cloud.s3.send(new CreateBucketCommand(input));
    const open = {
      ...everything,
      Principal: { AWS: "arn:aws:iam::000000000000:role/capped" },
      Action: "s3:*",
      Resource: `arn:aws:s3:::${Bucket}`,
    };
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(document(open)) }));
    await ask("PUT", { policy: document({ ...everything, Action: "s3:List*" }) });

    await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
    await expect(
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(document(open)) })),
    ).rejects.toMatchObject({
      message: expect.stringContaining("because no service control policy allows the s3:PutBucketPolicy action"),
    });
  });

  it("does not stop the account itself, and nobody once it is gone", async () => {
    await ask("PUT", { policy: document({ ...everything, Effect: "Deny" }) });

    await expect(cloud.s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({ name: "AccessDenied" });
    await ask("DELETE");
    await expect(s3.send(new ListBucketsCommand({}))).resolves.toBeDefined();
  });

  it("is told and refused like any policy", async () => {
    const policy = document(everything);

    expect(await ask("PUT", { policy })).toEqual({
      status: 200,
      body: { guards: [{ account: "000000000000", policy }] },
    });
    expect(await ask("PUT", { policy: document({ Effect: "Maybe" }) })).toMatchObject({ status: 400 });
    expect(await ask("PUT", { account: "me", policy })).toMatchObject({ status: 400 });
    expect(await ask("GET")).toMatchObject({ body: { guards: [{ policy }] } });
    expect(await ask("DELETE", undefined, "?account=111111111111")).toMatchObject({ status: 404 });
  });
});
