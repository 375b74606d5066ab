import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  RenameObjectCommand,
  RestoreObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const dayMs = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * dayMs);

async function bucket(Bucket: string, ObjectLockEnabledForBucket: boolean): Promise<string> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket, CreateBucketConfiguration }));
  return Bucket;
}

const put = async (Bucket: string, Key: string) =>
  (await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }))).VersionId ?? "";

describe("PutObjectLegalHold and GetObjectLegalHold", () => {
  it("keep a version until the hold is lifted", async () => {
    const Bucket = await bucket("holds", true);
    const one = { Bucket, Key: "a", VersionId: await put(Bucket, "a") };
    const hold = (Status: "ON" | "OFF") =>
      cloud.s3.send(new PutObjectLegalHoldCommand({ ...one, LegalHold: { Status } }));
    await hold("ON");
    expect((await cloud.s3.send(new GetObjectLegalHoldCommand(one))).LegalHold?.Status).toBe("ON");
    await expect(cloud.s3.send(new DeleteObjectCommand(one))).rejects.toMatchObject({
      name: "AccessDenied",
      message: "Access Denied because object protected by object lock.",
    });

    await hold("OFF");

    await cloud.s3.send(new DeleteObjectCommand(one));
  });

  it("are refused where a bucket has no lock", async () => {
    const Bucket = await bucket("no-lock", false);
    await put(Bucket, "a");

    const hold = cloud.s3.send(new PutObjectLegalHoldCommand({ Bucket, Key: "a", LegalHold: { Status: "ON" } }));

    await expect(hold).rejects.toMatchObject({ message: "Bucket is missing Object Lock Configuration" });
  });
});

describe("PutObjectRetention and GetObjectRetention", () => {
  it("let governance be shortened by the bypass only", async () => {
    const Bucket = await bucket("governance", true);
    const one = { Bucket, Key: "a", VersionId: await put(Bucket, "a") };
    const retain = (days: number, BypassGovernanceRetention = false) => {
      const Retention = { Mode: "GOVERNANCE", RetainUntilDate: inDays(days) } as const;
      return cloud.s3.send(new PutObjectRetentionCommand({ ...one, Retention, BypassGovernanceRetention }));
    };
    await retain(2);
    await retain(3);

    await expect(retain(1)).rejects.toMatchObject({ name: "AccessDenied" });
    await retain(1, true);

    const { Retention } = await cloud.s3.send(new GetObjectRetentionCommand(one));
    expect(Retention?.Mode).toBe("GOVERNANCE");
    await expect(cloud.s3.send(new DeleteObjectCommand(one))).rejects.toMatchObject({ name: "AccessDenied" });
    await cloud.s3.send(new DeleteObjectCommand({ ...one, BypassGovernanceRetention: true }));
  });

  it("let nobody shorten compliance before its time has passed", async () => {
    const Bucket = await bucket("compliance", true);
    const one = { Bucket, Key: "a", VersionId: await put(Bucket, "a") };
    const Retention = { Mode: "COMPLIANCE", RetainUntilDate: inDays(1) } as const;
    await cloud.s3.send(new PutObjectRetentionCommand({ ...one, Retention }));
    const remove = () => cloud.s3.send(new DeleteObjectCommand({ ...one, BypassGovernanceRetention: true }));
    await expect(remove()).rejects.toMatchObject({ name: "AccessDenied" });

    cloud.cloud.advanceClock(2 * dayMs);

    await remove();
  });
});

describe("PutObjectLockConfiguration and GetObjectLockConfiguration", () => {
  it("give every new object the retention of the bucket", async () => {
    const Bucket = await bucket("defaults", false);
    const set = () => {
      const ObjectLockConfiguration = {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } },
      } as const;
      return cloud.s3.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    };
    await expect(cloud.s3.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: "ObjectLockConfigurationNotFoundError",
    });
    await expect(set()).rejects.toMatchObject({ name: "InvalidBucketState" });
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));

    await set();
    await put(Bucket, "a");

    const head = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "a" }));
    expect(head.ObjectLockMode).toBe("GOVERNANCE");
    const suspend = cloud.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Suspended" } }),
    );
    await expect(suspend).rejects.toMatchObject({ name: "InvalidBucketState" });
  });
});

describe("RestoreObject", () => {
  it("makes an archived object readable until its days have passed", async () => {
    const Bucket = await bucket("archive", false);
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", StorageClass: "GLACIER" }));
    const read = () => cloud.s3.send(new GetObjectCommand({ Bucket, Key: "a" }));
    await expect(read()).rejects.toMatchObject({ name: "InvalidObjectState" });

    await cloud.s3.send(new RestoreObjectCommand({ Bucket, Key: "a", RestoreRequest: { Days: 1 } }));

    expect(await (await read()).Body?.transformToString()).toBe("x");
    cloud.cloud.advanceClock(3 * dayMs);
    await expect(read()).rejects.toMatchObject({ name: "InvalidObjectState" });
  });
});

describe("RenameObject", () => {
  it("gives an object another key, over what stood there", async () => {
    const Bucket = await bucket("renames", false);
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a b", Body: "moved" }));
    await put(Bucket, "c");
    const rename = (DestinationIfNoneMatch?: string) =>
      cloud.s3.send(new RenameObjectCommand({ Bucket, Key: "c", RenameSource: "a%20b", DestinationIfNoneMatch }));
    await expect(rename("*")).rejects.toMatchObject({ name: "PreconditionFailed" });

    await rename();

    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "c" }));
    expect(await Body?.transformToString()).toBe("moved");
    await expect(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "a b" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });
});
