import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const clientOf = (options: object) =>
  new S3Client({ ...clientConfig(cloud.cloud.endpoint), forcePathStyle: true, ...options });

/** A client that acts by a role with these rights and no others. */
async function clientWith(RoleName: string, ...statements: object[]) {
  const trust = { Effect: "Allow", Principal: { AWS: "000000000000" }, Action: "sts:AssumeRole" };
  const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
  const PolicyDocument = policy(...statements);
  await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument }));
  const { Credentials } = await cloud.sts.send(new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "test" }));
  return clientOf({
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
}

describe("a bucket of another account", () => {
  it("has its name for itself, and lets in whom its policy names", async () => {
    const other = clientOf({ credentials: { accessKeyId: "111122223333", secretAccessKey: "any" } });
    const Bucket = "shared";
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "text" }));

    const create = new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } });
    await expect(other.send(create)).rejects.toMatchObject({ name: "BucketAlreadyExists" });
    await expect(other.send(new GetObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const allow = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" } };
    const Policy = policy(
      { ...allow, Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::shared/*" },
      { ...allow, Action: "s3:ListBucket", Resource: "arn:aws:s3:::shared" },
    );
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));

    const { Body } = await other.send(new GetObjectCommand({ Bucket, Key: "a" }));
    expect(await Body?.transformToString()).toBe("text");
    await other.send(new PutObjectCommand({ Bucket, Key: "b", Body: "from outside" }));
    const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["a", "b"]);
    await expect(other.send(new GetObjectCommand({ Bucket, Key: "c" }))).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("an object of another account", () => {
  it("is copied by whom both accounts let, with what it has", async () => {
    const other = clientOf({ credentials: { accessKeyId: "111122223333", secretAccessKey: "any" } });
    const [Source, Bucket] = ["their-source", "our-target"];
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    await cloud.s3.send(new CreateBucketCommand({ Bucket: Source, CreateBucketConfiguration }));
    await other.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const Metadata = { colour: "red" };
    await cloud.s3.send(
      new PutObjectCommand({
        Bucket: Source,
        Key: "a",
        Body: "text",
        Metadata,
        ContentType: "text/plain",
        Tagging: "x=y",
      }),
    );
    const allow = async (...Action: string[]) => {
      const Statement = {
        Effect: "Allow",
        Principal: { AWS: "111122223333" },
        Action,
        Resource: `arn:aws:s3:::${Source}/*`,
      };
      await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: Source, Policy: policy(Statement) }));
    };
    const copy = (more: object = {}) =>
      other.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: `${Source}/a`, ...more }));

    await expect(copy()).rejects.toMatchObject({ name: "AccessDenied" });
    await allow("s3:GetObject");
    await expect(copy()).rejects.toMatchObject({ message: expect.stringContaining("s3:GetObjectTagging") });
    await allow("s3:GetObject", "s3:GetObjectTagging");
    await expect(copy({ CopySourceIfMatch: '"none"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(copy({ ExpectedSourceBucketOwner: "111122223333" })).rejects.toMatchObject({ name: "AccessDenied" });
    await copy({ ExpectedSourceBucketOwner: "000000000000" });
    const { Body, ...found } = await other.send(new GetObjectCommand({ Bucket, Key: "b" }));
    expect(await Body?.transformToString()).toBe("text");
    expect(found).toMatchObject({ Metadata, ContentType: "text/plain", TagCount: 1 });
    other.destroy();
  });

  it("gives parts of itself to an upload", async () => {
    const other = clientOf({ credentials: { accessKeyId: "111122223333", secretAccessKey: "any" } });
    const [Source, Bucket, Key] = ["their-parts", "our-parts", "b"];
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
    await cloud.s3.send(new CreateBucketCommand({ Bucket: Source, CreateBucketConfiguration }));
    await other.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await cloud.s3.send(new PutObjectCommand({ Bucket: Source, Key: "a", Body: "0123456789" }));
    const { UploadId } = await other.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = { Bucket, Key, UploadId, PartNumber: 1, CopySource: `${Source}/a`, CopySourceRange: "bytes=2-5" };

    await expect(other.send(new UploadPartCopyCommand(part))).rejects.toMatchObject({ name: "AccessDenied" });
    const read = {
      ...{ Effect: "Allow", Principal: { AWS: "111122223333" } },
      ...{ Action: "s3:GetObject", Resource: `arn:aws:s3:::${Source}/*` },
    };
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: Source, Policy: policy(read) }));
    const { CopyPartResult } = await other.send(new UploadPartCopyCommand(part));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: CopyPartResult?.ETag }] };
    await other.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));

    const { Body } = await other.send(new GetObjectCommand({ Bucket, Key }));
    expect(await Body?.transformToString()).toBe("2345");
    other.destroy();
  });
});

describe("a bucket of another region", () => {
  it("redirects who signed for the wrong one, and says which is right", async () => {
    const Bucket = "far";
    const near = clientOf({ region: "us-east-1" });
    await near.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "ap-south-1" } }),
    );

    await expect(near.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
      name: "PermanentRedirect",
      $metadata: { httpStatusCode: 301 },
    });
    const head = near.send(new HeadBucketCommand({ Bucket }));
    await expect(head).rejects.toMatchObject({ $response: { headers: { "x-amz-bucket-region": "ap-south-1" } } });
    const following = clientOf({ region: "us-east-1", followRegionRedirects: true });
    await expect(following.send(new ListObjectsV2Command({ Bucket }))).resolves.toMatchObject({ KeyCount: 0 });
  });
});

describe("what a role may not do", () => {
  it("is refused key by key when many are deleted", async () => {
    const Bucket = "by-key";
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    for (const Key of ["mine/a", "other/b"]) await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
    const role = await clientWith("deleter", {
      Effect: "Allow",
      Action: "s3:DeleteObject",
      Resource: "arn:aws:s3:::by-key/mine/*",
    });

    const { Deleted, Errors } = await role.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "mine/a" }, { Key: "other/b" }] } }),
    );

    expect(Deleted).toMatchObject([{ Key: "mine/a" }]);
    expect(Errors).toMatchObject([{ Key: "other/b", Code: "AccessDenied" }]);
    const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["other/b"]);
  });

  it("hides that a key is missing from who may not list", async () => {
    const Bucket = "hidden-keys";
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::hidden-keys/*" };
    const list = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::hidden-keys" };
    const reader = await clientWith("reader", read);
    const lister = await clientWith("lister", read, list);
    const missing = { Bucket, Key: "none" };

    await expect(reader.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(reader.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    });
    await expect(lister.send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});
