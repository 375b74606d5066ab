import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketPolicyStatusCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

async function bucket(Bucket: string, ObjectOwnership?: "ObjectWriter"): Promise<string> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership, CreateBucketConfiguration }));
  return Bucket;
}

const open = (Bucket: string) => cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
const put = (Bucket: string, Key: string) => cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
const anonymous = (path: string) => fetch(`${cloud.cloud.endpoint}/${path}`);

describe("PutBucketAcl, GetBucketAcl, PutObjectAcl and GetObjectAcl", () => {
  it("are off by default, as far as they would give anybody a right", async () => {
    const Bucket = await bucket("enforced");
    await open(Bucket);

    const share = cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));

    await expect(share).rejects.toMatchObject({ name: "AccessControlListNotSupported" });
    const { Grants, Owner } = await cloud.s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([{ Grantee: { Type: "CanonicalUser", ID: Owner?.ID }, Permission: "FULL_CONTROL" }]);
  });

  it("let everybody list a bucket and read an object that are shared", async () => {
    const Bucket = await bucket("shared", "ObjectWriter");
    await put(Bucket, "a");
    await put(Bucket, "b");
    const share = () => cloud.s3.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
    await expect(share()).rejects.toMatchObject({ name: "AccessDenied" });
    await open(Bucket);

    await share();
    await cloud.s3.send(new PutObjectAclCommand({ Bucket, Key: "a", ACL: "public-read" }));

    expect((await anonymous("shared")).status).toBe(200);
    expect((await anonymous("shared/a")).status).toBe(200);
    expect((await anonymous("shared/b")).status).toBe(403);
    const { Grants } = await cloud.s3.send(new GetObjectAclCommand({ Bucket, Key: "a" }));
    expect(Grants?.map(({ Permission }) => Permission)).toEqual(["FULL_CONTROL", "READ"]);
  });

  it("are ignored while the bucket's public access is blocked", async () => {
    const Bucket = await bucket("blocked", "ObjectWriter");
    await open(Bucket);
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", ACL: "public-read" }));
    expect((await anonymous("blocked/a")).status).toBe(200);

    const PublicAccessBlockConfiguration = { IgnorePublicAcls: true };
    await cloud.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));

    expect((await anonymous("blocked/a")).status).toBe(403);
  });

  it("refuse grants to nobody", async () => {
    const Bucket = await bucket("grants", "ObjectWriter");
    const set = (input: object) => cloud.s3.send(new PutBucketAclCommand({ Bucket, ...input }));

    await expect(set({ ACL: "fake" })).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(set({ GrantRead: 'id="wrong"' })).rejects.toMatchObject({ message: "Invalid id" });
    await expect(set({ GrantRead: 'uri="x"' })).rejects.toMatchObject({ message: "Invalid group uri" });
    await expect(set({})).rejects.toMatchObject({ name: "MissingSecurityHeader" });
    await expect(set({ AccessControlPolicy: {} })).rejects.toMatchObject({ name: "MalformedACLError" });
  });
});

const policyFor = (Bucket: string, Condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*`, Condition },
    ],
  });

describe("GetBucketPolicyStatus", () => {
  it("tells whether a policy lets everybody in", async () => {
    const Bucket = await bucket("status");
    await open(Bucket);
    const statusOf = async (Condition?: object) => {
      await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyFor(Bucket, Condition) }));
      return (await cloud.s3.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;
    };

    expect(await statusOf()).toBe(true);
    expect(await statusOf({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })).toBe(false);
    expect(await statusOf({ StringNotEquals: { "aws:SourceVpc": "vpc-1" } })).toBe(true);
  });

  it("does not help a public policy where public buckets are restricted", async () => {
    const Bucket = await bucket("restricted");
    await put(Bucket, "a");
    await open(Bucket);
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policyFor(Bucket) }));
    expect((await anonymous("restricted/a")).status).toBe(200);

    const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
    await cloud.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));

    expect((await anonymous("restricted/a")).status).toBe(403);
    expect((await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "a" }))).ContentLength).toBe(1);
  });
});

describe("ExpectedBucketOwner", () => {
  it("must be the owner", async () => {
    const Bucket = await bucket("owned");
    const head = (ExpectedBucketOwner: string) =>
      cloud.s3.send(new GetBucketAclCommand({ Bucket, ExpectedBucketOwner }));

    await expect(head("111111111111")).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(head("1111")).rejects.toMatchObject({ name: "InvalidBucketOwnerAWSAccountID" });
    await cloud.s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: "000000000000" }));
  });
});

describe("OptionsObject", () => {
  const preflight = (path: string, method: string, origin = "https://app.example.com", headers = "x-custom") =>
    fetch(`${cloud.cloud.endpoint}/${path}`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": headers,
      },
    });

  it("answers what the bucket's CORS rules allow", async () => {
    const Bucket = await bucket("cors");
    const CORSRules = [
      {
        AllowedOrigins: ["https://*.example.com"],
        AllowedMethods: ["PUT"],
        AllowedHeaders: ["x-*"],
        ExposeHeaders: ["ETag"],
        MaxAgeSeconds: 60,
      },
    ];
    expect((await preflight("cors/a", "PUT")).status).toBe(403);

    await cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));

    const allowed = await preflight("cors/a", "PUT");
    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": "https://app.example.com",
      "access-control-allow-methods": "PUT",
      "access-control-allow-headers": "x-custom",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "60",
      "access-control-allow-credentials": "true",
    });
    expect((await preflight("cors/a", "DELETE")).status).toBe(403);
    expect((await preflight("cors/a", "PUT", "https://example.org")).status).toBe(403);
    expect((await preflight("cors/a", "PUT", undefined, "authorization")).status).toBe(403);
  });
});

describe("Encryption by a client's own key", () => {
  it("reads with that key only", async () => {
    const Bucket = await bucket("customer-key");
    const key = (letter: string) => ({
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: Buffer.alloc(32, letter).toString("base64"),
    });
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "secret", ...key("a") }));
    const read = (input: object) => cloud.s3.send(new GetObjectCommand({ Bucket, Key: "a", ...input }));

    expect(await (await read(key("a"))).Body?.transformToString()).toBe("secret");
    await expect(read(key("b"))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(read({})).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});
