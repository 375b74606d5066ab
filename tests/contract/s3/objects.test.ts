import { createHash } from "node:crypto";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const Bucket = "objects";
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

const put = (Key: string, Body: string | Buffer, more: Partial<PutObjectCommandInput> = {}) =>
  cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const answer = await cloud.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: (await answer.Body?.transformToString()) ?? "" };
};

describe("PutObject and GetObject", () => {
  it("keep bytes, content type, metadata and headers", async () => {
    const { ETag, ChecksumCRC32 } = await put("a.csv", "id\n1\n", {
      ContentType: "text/csv",
      Metadata: { Partner: "acme" },
      CacheControl: "no-store",
      ContentDisposition: 'attachment; filename="a.csv"',
    });

    const answer = await get("a.csv", { ChecksumMode: "ENABLED" });

    expect(answer.text).toBe("id\n1\n");
    expect(answer).toMatchObject({
      ETag,
      ChecksumCRC32,
      ContentType: "text/csv",
      ContentLength: 5,
      Metadata: { partner: "acme" },
      CacheControl: "no-store",
      ContentDisposition: 'attachment; filename="a.csv"',
      AcceptRanges: "bytes",
    });
    expect(ETag).toBe(`"${createHash("md5").update("id\n1\n").digest("hex")}"`);
  });

  it.each([0, 1, 65_536, 65_537, 5_000_000])("keep a body of %i bytes", async (bytes) => {
    const body = Buffer.alloc(bytes, "millrace");
    await put(`bytes-${bytes}`, body);

    const answer = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: `bytes-${bytes}` }));

    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true);
  });

  it.each(["../up", "/lead", "a//b", "a b+c%2F", "ü/日本/🜁", "q?x=1&y=#z", ".", "a/./b", "\u0001"])(
    "keep the key %j as it is",
    async (Key) => {
      await put(Key, Key);

      expect((await get(Key)).text).toBe(Key);
      const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
      expect(Contents?.map((object) => object.Key)).toContain(Key);
    },
  );

  it("answer a range, its end cut to the object", async () => {
    await put("range", "0123456789");

    expect(await get("range", { Range: "bytes=2-4" })).toMatchObject({ text: "234", ContentRange: "bytes 2-4/10" });
    expect(await get("range", { Range: "bytes=8-99" })).toMatchObject({ text: "89", ContentRange: "bytes 8-9/10" });
    expect(await get("range", { Range: "bytes=-3" })).toMatchObject({ text: "789" });
    await expect(get("range", { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("answer only when the conditions hold", async () => {
    const { ETag = "" } = await put("condition", "x");

    expect((await get("condition", { IfMatch: ETag })).text).toBe("x");
    await expect(get("condition", { IfMatch: '"other"' })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(get("condition", { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
  });

  it("write only when the conditions hold", async () => {
    await put("once", "first", { IfNoneMatch: "*" });
    await expect(put("once", "second", { IfNoneMatch: "*" })).rejects.toMatchObject({ name: "PreconditionFailed" });
    await expect(put("nothing", "x", { IfMatch: '"e"' })).rejects.toThrow(NoSuchKey);

    expect((await get("once")).text).toBe("first");
  });

  it("refuse a body that is not what its sender says, and keep nothing of it", async () => {
    await expect(put("digest", "abc", { ContentMD5: Buffer.alloc(16).toString("base64") })).rejects.toMatchObject({
      name: "BadDigest",
    });
    await expect(put("digest", "abc", { ChecksumSHA256: Buffer.alloc(32).toString("base64") })).rejects.toMatchObject({
      name: "BadDigest",
    });
    await expect(get("digest")).rejects.toThrow(NoSuchKey);
  });

  it("say what does not exist, in the client's own classes", async () => {
    await expect(get("none")).rejects.toThrow(NoSuchKey);
    await expect(cloud.s3.send(new GetObjectCommand({ Bucket: "no-bucket", Key: "k" }))).rejects.toThrow(NoSuchBucket);
    await expect(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "none" }))).rejects.toThrow(NotFound);
  });

  it("refuse a key longer than 1,024 bytes", async () =>
    expect(put("k".repeat(1025), "x")).rejects.toMatchObject({ name: "KeyTooLongError" }));
});

describe("HeadObject", () => {
  it("says what GetObject says, without the body", async () => {
    const { ETag } = await put("head", "12345", { Metadata: { a: "b" } });

    const answer = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "head" }));

    expect(answer).toMatchObject({
      ETag,
      ContentLength: 5,
      Metadata: { a: "b" },
      ContentType: "application/octet-stream",
    });
  });
});

describe("CopyObject", () => {
  it("copies bytes and what is said of them, or what is said anew", async () => {
    await put("from ü", "copied", { ContentType: "text/plain", Metadata: { a: "1" } });
    const CopySource = `${Bucket}/${encodeURIComponent("from ü")}`;
    await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: "same", CopySource }));
    await cloud.s3.send(
      new CopyObjectCommand({ Bucket, Key: "other", CopySource, MetadataDirective: "REPLACE", Metadata: { b: "2" } }),
    );

    expect(await get("same")).toMatchObject({ text: "copied", ContentType: "text/plain", Metadata: { a: "1" } });
    expect(await get("other")).toMatchObject({ text: "copied", Metadata: { b: "2" } });
  });

  it("refuses to copy an object onto itself unchanged", async () => {
    await put("self", "x");

    await expect(
      cloud.s3.send(new CopyObjectCommand({ Bucket, Key: "self", CopySource: `${Bucket}/self` })),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
  });
});

describe("DeleteObject and DeleteObjects", () => {
  it("delete what is there, and mind nothing that is not", async () => {
    await put("gone", "x");
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await put("one", "x");
    const { Deleted } = await cloud.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "one" }, { Key: "never & <there>" }] } }),
    );

    expect(Deleted?.map(({ Key }) => Key)).toEqual(["one", "never & <there>"]);
    await expect(get("one")).rejects.toThrow(NoSuchKey);
  });
});

describe("DeleteObjects", () => {
  it("does not find versions that never were", async () => {
    const { Errors } = await cloud.s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "any", VersionId: "never" }] } }),
    );

    expect(Errors).toEqual([
      { Key: "any", VersionId: "never", Code: "NoSuchVersion", Message: "The specified version does not exist." },
    ]);
  });
});

describe("ListObjectsV2", () => {
  it("rolls keys up at the delimiter, in pages", async () => {
    const keys = ["l/a", "l/b/1", "l/b/2", "l/c", "l/d/1"];
    for (const key of keys) await put(key, "");
    const pages: (string | undefined)[][] = [];
    for (let token: string | undefined, more = true; more; ) {
      const page = await cloud.s3.send(
        new ListObjectsV2Command({ Bucket, Prefix: "l/", Delimiter: "/", MaxKeys: 2, ContinuationToken: token }),
      );
      pages.push([
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      ]);
      token = page.NextContinuationToken;
      more = page.IsTruncated ?? false;
    }

    expect(pages).toEqual([
      ["l/a", "l/b/"],
      ["l/c", "l/d/"],
    ]);
  });
});

describe("ListObjectsV2 with a token", () => {
  it.each([
    [{ ContinuationToken: "invented" }, "The continuation token provided is incorrect"],
    [{ MaxKeys: -1 }, "Argument maxKeys must be an integer between 0 and 2147483647"],
  ])("or a number that cannot be refuses %o", async (input, message) => {
    await expect(cloud.s3.send(new ListObjectsV2Command({ Bucket, ...input }))).rejects.toThrow(message);
  });

  it("leaves out the key to start after, which no longer counts", async () => {
    for (const key of ["t/a", "t/b", "t/c"]) await put(key, "");
    const list = (more: Partial<ListObjectsV2CommandInput>) =>
      cloud.s3.send(new ListObjectsV2Command({ Bucket, Prefix: "t/", ...more }));
    const first = await list({ StartAfter: "t/a", MaxKeys: 1 });

    const second = await list({ StartAfter: "t/a", ContinuationToken: first.NextContinuationToken });

    expect(first.StartAfter).toBe("t/a");
    expect(second.StartAfter).toBeUndefined();
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(["t/c"]);
  });
});

describe("GetObjectAttributes, PutObjectTagging and GetObjectTagging", () => {
  it("say size and checksum, and keep tags", async () => {
    await put("attributes", "12345");
    await cloud.s3.send(
      new PutObjectTaggingCommand({ Bucket, Key: "attributes", Tagging: { TagSet: [{ Key: "a", Value: "b" }] } }),
    );

    const attributes = await cloud.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: "attributes", ObjectAttributes: ["ObjectSize", "Checksum"] }),
    );
    const { TagSet } = await cloud.s3.send(new GetObjectTaggingCommand({ Bucket, Key: "attributes" }));

    expect(attributes).toMatchObject({ ObjectSize: 5, Checksum: { ChecksumType: "FULL_OBJECT" } });
    expect(TagSet).toEqual([{ Key: "a", Value: "b" }]);
  });
});
