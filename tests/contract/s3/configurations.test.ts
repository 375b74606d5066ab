import { CreateKeyCommand, DisableKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketAnalyticsConfigurationCommand,
  DeleteBucketCorsCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketMetricsConfigurationCommand,
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketWebsiteCommand,
  DeleteObjectCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAnalyticsConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketMetricsConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketWebsiteCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  type InventoryConfiguration,
  type LifecycleRule,
  ListBucketAnalyticsConfigurationsCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketMetricsConfigurationsCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketAccelerateConfigurationCommand,
  PutBucketAnalyticsConfigurationCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketInventoryConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketMetricsConfigurationCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketReplicationCommand,
  PutBucketRequestPaymentCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

let count = 0;

async function bucket(): Promise<string> {
  const Bucket = `configured-${++count}`;
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  return Bucket;
}

const enableVersions = (Bucket: string) =>
  cloud.s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));

describe("Configurations of which a bucket has one", () => {
  it("of CORS are kept as they came", async () => {
    const Bucket = await bucket();
    const get = () => cloud.s3.send(new GetBucketCorsCommand({ Bucket }));
    const CORSRules = [{ ID: "one", AllowedMethods: ["GET"], AllowedOrigins: ["*"], MaxAgeSeconds: 0 }];
    await expect(get()).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });

    await cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));

    expect((await get()).CORSRules).toEqual(CORSRules);
    await cloud.s3.send(new DeleteBucketCorsCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchCORSConfiguration" });
    const patch = [{ AllowedMethods: ["PATCH"], AllowedOrigins: ["*"] }];
    await expect(
      cloud.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: patch } })),
    ).rejects.toMatchObject({ message: "Found unsupported HTTP method in CORS config. Unsupported method is PATCH" });
  });

  it("of encryption begin with S3's own keys and decide over uploads", async () => {
    const Bucket = await bucket();
    const get = async () =>
      (await cloud.s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration?.Rules?.[0];
    expect((await get())?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
    const KMSMasterKeyID = KeyMetadata?.KeyId ?? "";
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID } }];

    await cloud.s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));

    expect((await get())?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toBe(KMSMasterKeyID);
    expect(await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "a" }))).toMatchObject({
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: KeyMetadata?.Arn,
    });
    expect(await (await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "a" }))).Body?.transformToString()).toBe("x");
    await cloud.kms.send(new DisableKeyCommand({ KeyId: KMSMasterKeyID }));
    const disabled = { name: "KMS.DisabledException" };
    await expect(cloud.s3.send(new GetObjectCommand({ Bucket, Key: "a" }))).rejects.toMatchObject(disabled);
    await expect(cloud.s3.send(new PutObjectCommand({ Bucket, Key: "b", Body: "x" }))).rejects.toMatchObject(disabled);
    await cloud.s3.send(new DeleteBucketEncryptionCommand({ Bucket }));
    expect((await get())?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
  });

  it("of public access are closed at first, and what a document leaves out is off", async () => {
    const Bucket = await bucket();
    const get = async () =>
      (await cloud.s3.send(new GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    expect(Object.values((await get()) ?? {})).toEqual([true, true, true, true]);

    const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
    await cloud.s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));

    expect(await get()).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    });
    await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchPublicAccessBlockConfiguration" });
  });

  it("of ownership are enforced at first", async () => {
    const Bucket = await bucket();
    const get = async () => (await cloud.s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls;
    expect(await get()).toEqual({ Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] });
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };

    await cloud.s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));

    expect(await get()).toEqual(OwnershipControls);
    await cloud.s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "OwnershipControlsNotFoundError" });
  });

  it("of websites must have an index page or send everybody away", async () => {
    const Bucket = await bucket();
    const put = (WebsiteConfiguration: object) =>
      cloud.s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    const get = () => cloud.s3.send(new GetBucketWebsiteCommand({ Bucket }));
    await expect(put({})).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(put({ IndexDocument: { Suffix: "a/b" } })).rejects.toMatchObject({
      message: "The IndexDocument Suffix is not well formed",
    });

    await put({ IndexDocument: { Suffix: "index.html" } });

    expect((await get()).IndexDocument).toEqual({ Suffix: "index.html" });
    await cloud.s3.send(new DeleteBucketWebsiteCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchWebsiteConfiguration" });
  });

  it("of logging name a bucket of the same region", async () => {
    const [Bucket, TargetBucket] = [await bucket(), await bucket()];
    const put = (LoggingEnabled?: { TargetBucket: string; TargetPrefix: string }) =>
      cloud.s3.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    const get = async () => (await cloud.s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled;
    await expect(put({ TargetBucket: "no-such-bucket", TargetPrefix: "" })).rejects.toMatchObject({
      name: "InvalidTargetBucketForLogging",
    });

    await put({ TargetBucket, TargetPrefix: "log" });

    expect(await get()).toEqual({ TargetBucket, TargetPrefix: "log" });
    await put();
    expect(await get()).toBeUndefined();
  });

  it("of replication want versions on both sides", async () => {
    const [Bucket, target] = [await bucket(), await bucket()];
    const ReplicationConfiguration = {
      Role: "arn:aws:iam::000000000000:role/r",
      Rules: [{ ID: "a", Status: "Enabled" as const, Prefix: "", Destination: { Bucket: `arn:aws:s3:::${target}` } }],
    };
    const put = () => cloud.s3.send(new PutBucketReplicationCommand({ Bucket, ReplicationConfiguration }));
    await expect(put()).rejects.toMatchObject({ name: "InvalidRequest" });
    await enableVersions(Bucket);
    await expect(put()).rejects.toMatchObject({ message: "Destination bucket must have versioning enabled." });
    await enableVersions(target);

    await put();

    const get = () => cloud.s3.send(new GetBucketReplicationCommand({ Bucket }));
    expect((await get()).ReplicationConfiguration).toEqual(ReplicationConfiguration);
    await cloud.s3.send(new DeleteBucketReplicationCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "ReplicationConfigurationNotFoundError" });
  });

  it("of acceleration and of who pays are kept", async () => {
    const Bucket = await bucket();
    expect((await cloud.s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe("BucketOwner");
    const AccelerateConfiguration = { Status: "Enabled" } as const;
    const RequestPaymentConfiguration = { Payer: "Requester" } as const;

    await cloud.s3.send(new PutBucketAccelerateConfigurationCommand({ Bucket, AccelerateConfiguration }));
    await cloud.s3.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));

    expect((await cloud.s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBe("Enabled");
    expect((await cloud.s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe("Requester");
  });
});

describe("Configurations of which a bucket has many", () => {
  it("of metrics and analytics are kept by id, listed and deleted", async () => {
    const Bucket = await bucket();
    const putMetrics = (Id: string, inside = Id) =>
      cloud.s3.send(new PutBucketMetricsConfigurationCommand({ Bucket, Id, MetricsConfiguration: { Id: inside } }));
    await expect(putMetrics("a", "b")).rejects.toMatchObject({ name: "MalformedXML" });

    for (const Id of ["b", "a"]) {
      await putMetrics(Id);
      const AnalyticsConfiguration = { Id, StorageClassAnalysis: {} };
      await cloud.s3.send(new PutBucketAnalyticsConfigurationCommand({ Bucket, Id, AnalyticsConfiguration }));
    }

    const metrics = await cloud.s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
    const analytics = await cloud.s3.send(new ListBucketAnalyticsConfigurationsCommand({ Bucket }));
    expect(metrics.MetricsConfigurationList).toEqual([{ Id: "a" }, { Id: "b" }]);
    expect(analytics.AnalyticsConfigurationList?.map(({ Id }) => Id)).toEqual(["a", "b"]);
    const one = { Bucket, Id: "a" };
    expect(await cloud.s3.send(new GetBucketAnalyticsConfigurationCommand(one))).toMatchObject({
      AnalyticsConfiguration: { Id: "a" },
    });
    await cloud.s3.send(new DeleteBucketAnalyticsConfigurationCommand(one));
    await cloud.s3.send(new DeleteBucketMetricsConfigurationCommand(one));
    const gone = { name: "NoSuchConfiguration" };
    await expect(cloud.s3.send(new GetBucketMetricsConfigurationCommand(one))).rejects.toMatchObject(gone);
    await expect(cloud.s3.send(new DeleteBucketMetricsConfigurationCommand(one))).rejects.toMatchObject(gone);
  });

  it("of inventory and tiering are checked", async () => {
    const Bucket = await bucket();
    const InventoryConfiguration: InventoryConfiguration = {
      Id: "i",
      IsEnabled: true,
      IncludedObjectVersions: "All",
      Schedule: { Frequency: "Daily" },
      Destination: { S3BucketDestination: { Bucket: `arn:aws:s3:::${Bucket}`, Format: "CSV" } },
    };
    const Tierings = [{ Days: 90, AccessTier: "ARCHIVE_ACCESS" as const }];
    const IntelligentTieringConfiguration = { Id: "t", Status: "Enabled" as const, Tierings };
    const putInventory = (Id: string) =>
      cloud.s3.send(new PutBucketInventoryConfigurationCommand({ Bucket, Id, InventoryConfiguration }));
    await expect(putInventory("other")).rejects.toMatchObject({ name: "IdMismatch" });

    await putInventory("i");
    await cloud.s3.send(
      new PutBucketIntelligentTieringConfigurationCommand({ Bucket, Id: "t", IntelligentTieringConfiguration }),
    );

    const inventory = await cloud.s3.send(new GetBucketInventoryConfigurationCommand({ Bucket, Id: "i" }));
    expect(inventory.InventoryConfiguration).toEqual(InventoryConfiguration);
    const tiering = await cloud.s3.send(new GetBucketIntelligentTieringConfigurationCommand({ Bucket, Id: "t" }));
    expect(tiering.IntelligentTieringConfiguration).toEqual(IntelligentTieringConfiguration);
    const lists = [
      (await cloud.s3.send(new ListBucketInventoryConfigurationsCommand({ Bucket }))).InventoryConfigurationList,
      (await cloud.s3.send(new ListBucketIntelligentTieringConfigurationsCommand({ Bucket })))
        .IntelligentTieringConfigurationList,
    ];
    expect(lists.map((list) => list?.length)).toEqual([1, 1]);
  });
});

const dayMs = 86_400_000;

describe("Lifecycle rules", () => {
  const put = (Bucket: string, ...Rules: LifecycleRule[]) =>
    cloud.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  const list = async (Bucket: string) => {
    const { Versions = [], DeleteMarkers = [] } = await cloud.s3.send(new ListObjectVersionsCommand({ Bucket }));
    return [...Versions.map(({ Key, Size }) => `${Key} ${Size}`), ...DeleteMarkers.map(({ Key }) => `${Key} marker`)];
  };
  const holds = async (Bucket: string, wanted: string[]) =>
    eventually(async () => (JSON.stringify(await list(Bucket)) === JSON.stringify(wanted) ? true : undefined));

  it("leave objects where they are for the days that a storage class asks for", async () => {
    const Bucket = await bucket();
    const rule: LifecycleRule = { Status: "Enabled", Filter: { Prefix: "" } };

    await expect(put(Bucket, { ...rule, Transitions: [{ Days: 29, StorageClass: "STANDARD_IA" }] })).rejects.toThrow(
      "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
    );
    await put(Bucket, { ...rule, Transitions: [{ Days: 0, StorageClass: "GLACIER" }] });
  });

  it("are kept as they came, dates included", async () => {
    const Bucket = await bucket();
    const rule: LifecycleRule = {
      ID: "one",
      Status: "Enabled",
      Filter: { Prefix: "a" },
      Expiration: { Date: new Date("2030-01-01T00:00:00Z") },
    };

    await put(Bucket, rule);

    const get = () => cloud.s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect((await get()).Rules).toEqual([rule]);
    await cloud.s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: "NoSuchLifecycleConfiguration" });
    const noon = { ...rule, Expiration: { Date: new Date("2030-01-01T12:00:00Z") } };
    await expect(put(Bucket, noon)).rejects.toMatchObject({ message: "'Date' must be at midnight GMT" });
    await expect(put(Bucket, { ...rule, Expiration: { Days: 0 } })).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(put(Bucket, rule, rule)).rejects.toMatchObject({ name: "InvalidArgument" });
  });

  it("expire what their prefix, tags and sizes choose, when its time has come", async () => {
    const Bucket = await bucket();
    const upload = (Key: string, Body: string, Tagging?: string) =>
      cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body, Tagging }));
    for (const Key of ["keep/a", "tmp/a"]) await upload(Key, "x");
    await upload("tagged", "x", "kind=log");
    await upload("large", "x".repeat(100));
    await upload("small", "x");
    await put(
      Bucket,
      { ID: "p", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } },
      { ID: "t", Status: "Enabled", Filter: { Tag: { Key: "kind", Value: "log" } }, Expiration: { Days: 1 } },
      { ID: "s", Status: "Enabled", Filter: { ObjectSizeGreaterThan: 50 }, Expiration: { Days: 1 } },
      { ID: "d", Status: "Disabled", Filter: {}, Expiration: { Days: 1 } },
    );
    const head = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "tmp/a" }));
    expect(head.Expiration).toMatch(/^expiry-date="\w{3}, .+ 00:00:00 GMT", rule-id="p"$/);

    cloud.cloud.advanceClock(3 * dayMs);

    await holds(Bucket, ["keep/a 1", "small 1"]);
  });

  it("expire in a cloud whose clock is moved over several midnights at once", async () => {
    const alone = await startTestCloud();
    const Bucket = "alone";
    const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" as const };
    await alone.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await alone.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
    const Rules = [{ ID: "all", Status: "Enabled" as const, Filter: { Prefix: "" }, Expiration: { Days: 1 } }];
    await alone.s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));

    alone.cloud.advanceClock(3 * dayMs);

    await eventually(async () => {
      const { Versions = [] } = await alone.s3.send(new ListObjectVersionsCommand({ Bucket }));
      return Versions.length === 0 ? true : undefined;
    });
    await alone.stop();
  });

  it("expire older versions, lone markers and forgotten uploads", async () => {
    const Bucket = await bucket();
    await enableVersions(Bucket);
    for (const Body of ["1", "22", "333"]) await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body }));
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "b", Body: "x" }));
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "b" }));
    await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "c" }));
    await put(Bucket, {
      ID: "all",
      Status: "Enabled",
      Filter: { Prefix: "" },
      Expiration: { ExpiredObjectDeleteMarker: true },
      NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNoncurrentVersions: 1 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    });

    cloud.cloud.advanceClock(3 * dayMs);

    // One replaced version is kept of each key, so the marker of `b` still hides something.
    await holds(Bucket, ["a 3", "a 2", "b 1", "b marker"]);
    expect((await cloud.s3.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads).toBeUndefined();
  });
});
