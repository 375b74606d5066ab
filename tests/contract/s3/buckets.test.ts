import {
  BucketAlreadyOwnedByYou,
  type BucketLocationConstraint,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteBucketTaggingCommand,
  DeleteObjectTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  NoSuchBucket,
  NotFound,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const here = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } } as const;
const create = (Bucket: string) => cloud.s3.send(new CreateBucketCommand({ Bucket, ...here }));

describe("CreateBucket, HeadBucket, GetBucketLocation and ListBuckets", () => {
  it("make a bucket that can be found again", async () => {
    await create("first");

    expect(await cloud.s3.send(new HeadBucketCommand({ Bucket: "first" }))).toMatchObject({
      BucketRegion: "eu-west-1",
    });
    expect((await cloud.s3.send(new GetBucketLocationCommand({ Bucket: "first" }))).LocationConstraint).toBe(
      "eu-west-1",
    );
    expect((await cloud.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toContain("first");
    expect((await cloud.s3.send(new GetBucketVersioningCommand({ Bucket: "first" }))).Status).toBeUndefined();
  });

  it("refuse a bucket twice, except in the first region", async () => {
    await create("twice");
    await expect(create("twice")).rejects.toThrow(BucketAlreadyOwnedByYou);

    const virginia = new S3Client({ ...clientConfig(cloud.cloud.endpoint), region: "us-east-1" });
    await virginia.send(new CreateBucketCommand({ Bucket: "again" }));
    await expect(virginia.send(new CreateBucketCommand({ Bucket: "again" }))).resolves.toMatchObject({
      Location: "/again",
    });
  });

  it.each(["ab", "Upper", "a..b", "192.168.1.1", "xn--a", "a_b", "a".repeat(64)])("refuse the name %s", async (name) =>
    expect(create(name)).rejects.toMatchObject({ name: "InvalidBucketName" }),
  );

  it("refuse a place that is not the client's region", async () =>
    expect(
      cloud.s3.send(
        new CreateBucketCommand({ Bucket: "nowhere", CreateBucketConfiguration: { LocationConstraint: "us-west-2" } }),
      ),
    ).rejects.toMatchObject({
      name: "IllegalLocationConstraintException",
    }));

  it("know in the first region what is no region at all", async () => {
    const virginia = new S3Client({ ...clientConfig(cloud.cloud.endpoint), region: "us-east-1" });
    const createAt = (LocationConstraint: string) =>
      virginia.send(
        new CreateBucketCommand({
          Bucket: "constrained",
          CreateBucketConfiguration: { LocationConstraint: LocationConstraint as BucketLocationConstraint },
        }),
      );

    await expect(createAt("nowhere")).rejects.toMatchObject({
      name: "InvalidLocationConstraint",
      LocationConstraint: "nowhere",
    });
    await createAt("us-east-1");
  });

  it.each([
    [{ MaxBuckets: 0 }, "Argument max-buckets must be an integer between 1 and 10000"],
    [{ MaxBuckets: 10_001 }, "Argument max-buckets must be an integer between 1 and 10000"],
    [{ BucketRegion: "nowhere" }, "Argument value nowhere is not a valid AWS Region"],
  ])("refuse to list by %o", async (input, message) => {
    await expect(cloud.s3.send(new ListBucketsCommand(input))).rejects.toThrow(message);
  });

  it("call what they do not send with a head XML", async () => {
    await create("headed");
    const types: (string | undefined)[] = [];
    const client = new S3Client(clientConfig(cloud.cloud.endpoint));
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        types.push((result.response as { headers: Record<string, string> }).headers["content-type"]);
        return result;
      },
      { step: "deserialize", priority: "low" },
    );

    await client.send(new HeadBucketCommand({ Bucket: "headed" }));
    await client.send(new HeadBucketCommand({ Bucket: "nowhere" })).catch(() => undefined);

    expect(types).toEqual(["application/xml", "application/xml"]);
  });

  it("say that a bucket does not exist", async () => {
    await expect(cloud.s3.send(new HeadBucketCommand({ Bucket: "no-bucket" }))).rejects.toThrow(NotFound);
    await expect(cloud.s3.send(new ListObjectsCommand({ Bucket: "no-bucket" }))).rejects.toThrow(NoSuchBucket);
  });
});

describe("DeleteBucket", () => {
  it("refuses while there are objects, and then deletes", async () => {
    await create("full");
    await cloud.s3.send(new PutObjectCommand({ Bucket: "full", Key: "a", Body: "a" }));
    await expect(cloud.s3.send(new DeleteBucketCommand({ Bucket: "full" }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
    });

    await create("empty");
    await cloud.s3.send(new DeleteBucketCommand({ Bucket: "empty" }));
    await expect(cloud.s3.send(new HeadBucketCommand({ Bucket: "empty" }))).rejects.toThrow(NotFound);
  });
});

describe("PutBucketPolicy, GetBucketPolicy and DeleteBucketPolicy", () => {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::public/open/*" }],
  });

  it("open a bucket to everybody, as far as the policy goes", async () => {
    await create("public");
    for (const Key of ["open/a", "closed/a"])
      await cloud.s3.send(new PutObjectCommand({ Bucket: "public", Key, Body: "x" }));
    const anonymous = (key: string) => fetch(`${cloud.cloud.endpoint}/public/${key}`);
    expect((await anonymous("open/a")).status).toBe(403);
    const put = () => cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "public", Policy: policy }));
    await expect(put()).rejects.toMatchObject({ name: "AccessDenied" });

    await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket: "public" }));
    await put();
    expect((await cloud.s3.send(new GetBucketPolicyCommand({ Bucket: "public" }))).Policy).toBe(policy);
    expect(await (await anonymous("open/a")).text()).toBe("x");
    const closed = await anonymous("closed/a");
    expect(closed.status).toBe(403);
    expect(await closed.text()).toContain("<Code>AccessDenied</Code>");

    await cloud.s3.send(new DeleteBucketPolicyCommand({ Bucket: "public" }));
    await expect(cloud.s3.send(new GetBucketPolicyCommand({ Bucket: "public" }))).rejects.toMatchObject({
      name: "NoSuchBucketPolicy",
    });
  });

  it("refuse a policy for nobody that could be", async () => {
    await create("for-nobody");
    const put = (AWS: string) =>
      cloud.s3.send(
        new PutBucketPolicyCommand({
          Bucket: "for-nobody",
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Principal: { AWS }, Action: "s3:GetObject", Resource: "arn:aws:s3:::for-nobody/*" },
            ],
          }),
        }),
      );

    await expect(put("nobody")).rejects.toMatchObject({
      name: "MalformedPolicy",
      message: "Invalid principal in policy",
      Detail: '"AWS" : "nobody"',
    });
    await put("111122223333");
  });

  it("bind the account itself by a deny", async () => {
    await create("denied");
    await cloud.s3.send(new PutObjectCommand({ Bucket: "denied", Key: "a", Body: "x" }));
    const deny = policy.replace("Allow", "Deny").replace("public/open/*", "denied/*");
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "denied", Policy: deny }));

    await expect(cloud.s3.send(new GetObjectCommand({ Bucket: "denied", Key: "a" }))).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("with an explicit deny in a resource-based policy"),
    });
  });

  it.each([
    ["{", "Policies must be valid JSON and the first byte must be '{'"],
    ["{}", "Missing required field Statement"],
    [policy.replace('"Principal":"*",', ""), "Missing required field Principal"],
    [policy.replace("public", "other"), "Policy has invalid resource"],
  ])("refuse the policy %s", async (Policy, message) =>
    expect(cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "public", Policy }))).rejects.toMatchObject({
      name: "MalformedPolicy",
      message,
    }),
  );
});

describe("PutBucketTagging, GetBucketTagging and DeleteBucketTagging", () => {
  it("keep and forget tags", async () => {
    await create("tagged");
    const TagSet = [{ Key: "team", Value: "data" }];
    const put = await cloud.s3.send(new PutBucketTaggingCommand({ Bucket: "tagged", Tagging: { TagSet } }));
    expect(put.$metadata.httpStatusCode).toBe(204);
    expect((await cloud.s3.send(new GetBucketTaggingCommand({ Bucket: "tagged" }))).TagSet).toEqual(TagSet);

    await cloud.s3.send(new PutBucketTaggingCommand({ Bucket: "tagged", Tagging: { TagSet: undefined } }));
    await expect(cloud.s3.send(new GetBucketTaggingCommand({ Bucket: "tagged" }))).rejects.toMatchObject({
      name: "NoSuchTagSet",
    });

    await cloud.s3.send(new DeleteBucketTaggingCommand({ Bucket: "tagged" }));
    await expect(cloud.s3.send(new GetBucketTaggingCommand({ Bucket: "tagged" }))).rejects.toMatchObject({
      name: "NoSuchTagSet",
    });
  });
});

describe("DeleteObjectTagging", () => {
  it("forgets the tags of an object", async () => {
    await create("object-tags");
    const where = { Bucket: "object-tags", Key: "a" };
    await cloud.s3.send(new PutObjectCommand({ ...where, Body: "x", Tagging: "a=1&b=2" }));
    expect((await cloud.s3.send(new GetObjectTaggingCommand(where))).TagSet).toHaveLength(2);

    await cloud.s3.send(new DeleteObjectTaggingCommand(where));

    expect((await cloud.s3.send(new GetObjectTaggingCommand(where))).TagSet).toEqual([]);
  });
});

describe("ListObjects", () => {
  it("goes on after a marker", async () => {
    await create("old-list");
    for (const Key of ["a", "b", "c"]) await cloud.s3.send(new PutObjectCommand({ Bucket: "old-list", Key, Body: "" }));

    const first = await cloud.s3.send(new ListObjectsCommand({ Bucket: "old-list", MaxKeys: 2 }));
    const second = await cloud.s3.send(new ListObjectsCommand({ Bucket: "old-list", Marker: "b" }));

    expect(first.IsTruncated).toBe(true);
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(["a", "b"]);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["c"]);
  });
});
