import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

let count = 0;

/** A bucket of its own, with versions unless told otherwise. */
async function bucketWith(Status?: "Enabled" | "Suspended"): Promise<string> {
  const Bucket = `versions-${++count}`;
  const configuration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: configuration }));
  if (Status !== undefined) await setVersioning(Bucket, Status);
  return Bucket;
}

const setVersioning = (Bucket: string, Status: "Enabled" | "Suspended") =>
  cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

const put = async (Bucket: string, Key: string, Body: string) =>
  (await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;

async function read(Bucket: string, Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body?.transformToString();
}

/** Versions and markers as one list: `key=content-bytes` or `key=marker`, with a star where they are the latest. */
async function list(Bucket: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket }));
  const lines = [
    ...Versions.map((one) => `${one.Key}=${one.Size}${one.IsLatest ? "*" : ""}`),
    ...DeleteMarkers.map((one) => `${one.Key}=marker${one.IsLatest ? "*" : ""}`),
  ];
  return lines.sort();
}

describe("PutBucketVersioning and GetBucketVersioning", () => {
  it("tell what was set, and nothing before", async () => {
    const Bucket = await bucketWith();
    expect((await cloud.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();

    await setVersioning(Bucket, "Suspended");

    expect((await cloud.s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe("Suspended");
  });

  it("refuse a status that is none", async () => {
    const Bucket = await bucketWith();

    const change = (Status: unknown) => setVersioning(Bucket, Status as "Enabled");

    await expect(change("Disabled")).rejects.toMatchObject({ name: "MalformedXML" });
    await expect(change(undefined)).rejects.toMatchObject({ name: "IllegalVersioningConfigurationException" });
  });
});

describe("PutObject in a bucket with versions", () => {
  it("keeps what stood there", async () => {
    const Bucket = await bucketWith("Enabled");

    const first = await put(Bucket, "a", "1");
    const second = await put(Bucket, "a", "22");

    expect(first).toMatch(/^[\w.]{32}$/);
    expect(await read(Bucket, "a")).toBe("22");
    expect(await read(Bucket, "a", first)).toBe("1");
    expect(await read(Bucket, "a", second)).toBe("22");
    expect(await list(Bucket)).toEqual(["a=1", "a=2*"]);
  });

  it("leaves what was there before versions as the version null", async () => {
    const Bucket = await bucketWith();
    await put(Bucket, "a", "old");
    await setVersioning(Bucket, "Enabled");

    await put(Bucket, "a", "new");

    expect(await read(Bucket, "a", "null")).toBe("old");
    expect((await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "a", VersionId: "null" }))).VersionId).toBe(
      "null",
    );
  });

  it("replaces only the version null while versions are suspended", async () => {
    const Bucket = await bucketWith("Enabled");
    const kept = await put(Bucket, "a", "kept");
    await setVersioning(Bucket, "Suspended");

    const written = [await put(Bucket, "a", "first null"), await put(Bucket, "a", "second null")];

    expect(written).toEqual([undefined, undefined]);
    expect(await read(Bucket, "a")).toBe("second null");
    expect(await read(Bucket, "a", kept)).toBe("kept");
    expect(await list(Bucket)).toEqual(["a=11*", "a=4"]);
  });

  it("keeps the version under a marker when another null comes over it", async () => {
    const Bucket = await bucketWith("Enabled");
    const kept = await put(Bucket, "a", "kept");
    await setVersioning(Bucket, "Suspended");
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));

    await put(Bucket, "a", "null");

    expect(await read(Bucket, "a", kept)).toBe("kept");
    expect(await list(Bucket)).toEqual(["a=4", "a=4*"]);
  });
});

describe("DeleteObject in a bucket with versions", () => {
  it("puts a marker over the key, which hides it", async () => {
    const Bucket = await bucketWith("Enabled");
    const version = await put(Bucket, "a", "1");

    const { DeleteMarker, VersionId: marker } = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));

    expect(DeleteMarker).toBe(true);
    await expect(read(Bucket, "a")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(read(Bucket, "a", marker)).rejects.toMatchObject({ name: "MethodNotAllowed" });
    expect(await read(Bucket, "a", version)).toBe("1");
    expect((await cloud.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(await list(Bucket)).toEqual(["a=1", "a=marker*"]);
  });

  it("brings the key back when the marker goes", async () => {
    const Bucket = await bucketWith("Enabled");
    await put(Bucket, "a", "1");
    const { VersionId } = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));

    const removed = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));

    expect(removed).toMatchObject({ DeleteMarker: true, VersionId });
    expect(await read(Bucket, "a")).toBe("1");
    expect(await list(Bucket)).toEqual(["a=1*"]);
  });

  it("lets the version before take the place of a deleted one", async () => {
    const Bucket = await bucketWith("Enabled");
    await put(Bucket, "a", "1");
    const VersionId = await put(Bucket, "a", "22");

    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));

    expect(await read(Bucket, "a")).toBe("1");
    await expect(read(Bucket, "a", VersionId)).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("says what an id is that was never one", async () => {
    const Bucket = await bucketWith("Enabled");
    await put(Bucket, "a", "1");

    await expect(read(Bucket, "a", "nonsense")).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(read(Bucket, "a", "A".repeat(32))).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("leaves the bucket full until every version is gone", async () => {
    const Bucket = await bucketWith("Enabled");
    const VersionId = await put(Bucket, "a", "1");
    const marker = await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
    await expect(cloud.s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: "BucketNotEmpty" });

    const Objects = [
      { Key: "a", VersionId },
      { Key: "a", VersionId: marker.VersionId },
    ];
    const { Deleted } = await cloud.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));

    expect(Deleted).toEqual([
      { Key: "a", VersionId },
      { Key: "a", VersionId: marker.VersionId, DeleteMarker: true, DeleteMarkerVersionId: marker.VersionId },
    ]);
    await cloud.s3.send(new DeleteBucketCommand({ Bucket }));
  });
});

describe("ListObjectVersions", () => {
  it("pages through keys and versions, newest first, without losing one", async () => {
    const Bucket = await bucketWith("Enabled");
    for (const Key of ["a", "b/1", "b/2", "c"]) for (const Body of ["1", "22", "333"]) await put(Bucket, Key, Body);
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "c" }));

    const seen: string[] = [];
    let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } | undefined = {};
    while (markers !== undefined) {
      const page: ListObjectVersionsCommandOutput = await cloud.s3.send(
        new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }),
      );
      seen.push(...(page.DeleteMarkers ?? []).map((one) => `${one.Key} marker ${one.IsLatest}`));
      seen.push(...(page.Versions ?? []).map((one) => `${one.Key} ${one.Size} ${one.IsLatest}`));
      markers = page.IsTruncated
        ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
        : undefined;
    }

    const ofLive = (key: string) => [`${key} 3 true`, `${key} 2 false`, `${key} 1 false`];
    const ofDeleted = ["c marker true", "c 3 false", "c 2 false", "c 1 false"];
    // A page has its markers and its versions in two lists, so only what it has is compared.
    expect(seen.sort()).toEqual([...ofLive("a"), ...ofLive("b/1"), ...ofLive("b/2"), ...ofDeleted].sort());
  });

  it("rolls keys up behind a delimiter", async () => {
    const Bucket = await bucketWith("Enabled");
    for (const Key of ["a", "b/1", "b/2"]) await put(Bucket, Key, "x");

    const page = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket, Delimiter: "/" }));

    expect(page.Versions?.map(({ Key }) => Key)).toEqual(["a"]);
    expect(page.CommonPrefixes).toEqual([{ Prefix: "b/" }]);
  });

  it("refuses a version marker without a key", async () => {
    const Bucket = await bucketWith("Enabled");

    const listing = cloud.s3.send(new ListObjectVersionsCommand({ Bucket, VersionIdMarker: "x" }));

    await expect(listing).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "A version-id marker cannot be specified without a key marker.",
    });
  });
});

describe("Operations on one version", () => {
  it("copy and tag it", async () => {
    const Bucket = await bucketWith("Enabled");
    const first = await put(Bucket, "a", "1");
    await put(Bucket, "a", "22");
    const CopySource = `${Bucket}/a?versionId=${first}`;

    const copy = await cloud.s3.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource }));
    const TagSet = [{ Key: "k", Value: "v" }];
    await cloud.s3.send(new PutObjectTaggingCommand({ Bucket, Key: "a", VersionId: first, Tagging: { TagSet } }));

    expect(copy.CopySourceVersionId).toBe(first);
    expect(await read(Bucket, "b")).toBe("1");
    const tagsOf = (VersionId?: string) => cloud.s3.send(new GetObjectTaggingCommand({ Bucket, Key: "a", VersionId }));
    expect(await tagsOf(first)).toMatchObject({ TagSet, VersionId: first });
    expect((await tagsOf()).TagSet).toEqual([]);
  });
});
