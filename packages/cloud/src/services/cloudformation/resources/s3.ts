import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import { lifecycleRule, notificationConfiguration, replicationRule } from "./s3-settings.ts";
import { allTags } from "./tags.ts";

/** A property of buckets that is a setting of its own: the operations that put and remove it. */
interface Setting {
  readonly property: string;
  readonly put: string;
  readonly remove?: string;
  /** Put when the property is gone, where nothing removes it. */
  readonly empty?: JsonObject;
  readonly input: (value: Json) => JsonObject;
}

const rename = (value: Json, names: Readonly<Record<string, string>>): JsonObject =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [names[name] ?? name, item])) : {};

const rules = (value: Json, member: string, change: (rule: JsonObject) => JsonObject = (rule) => rule): JsonObject => ({
  Rules: listOf(isObject(value) ? (value[member] ?? []) : [])
    .filter(isObject)
    .map(change),
});

const settings: readonly Setting[] = [
  {
    property: "VersioningConfiguration",
    put: "PutBucketVersioning",
    empty: { VersioningConfiguration: { Status: "Suspended" } },
    input: (value) => ({ VersioningConfiguration: value }),
  },
  {
    property: "BucketEncryption",
    put: "PutBucketEncryption",
    remove: "DeleteBucketEncryption",
    input: (value) => ({
      ServerSideEncryptionConfiguration: rules(value, "ServerSideEncryptionConfiguration", (rule) =>
        rename(rule, { ServerSideEncryptionByDefault: "ApplyServerSideEncryptionByDefault" }),
      ),
    }),
  },
  {
    property: "PublicAccessBlockConfiguration",
    put: "PutPublicAccessBlock",
    remove: "DeletePublicAccessBlock",
    input: (value) => ({ PublicAccessBlockConfiguration: value }),
  },
  {
    property: "OwnershipControls",
    put: "PutBucketOwnershipControls",
    remove: "DeleteBucketOwnershipControls",
    input: (value) => ({ OwnershipControls: value }),
  },
  {
    property: "CorsConfiguration",
    put: "PutBucketCors",
    remove: "DeleteBucketCors",
    input: (value) => ({
      CORSConfiguration: {
        CORSRules: listOf(isObject(value) ? (value["CorsRules"] ?? []) : []).map((rule) =>
          rename(rule, { Id: "ID", MaxAge: "MaxAgeSeconds", ExposedHeaders: "ExposeHeaders" }),
        ),
      },
    }),
  },
  {
    property: "LifecycleConfiguration",
    put: "PutBucketLifecycleConfiguration",
    remove: "DeleteBucketLifecycle",
    input: (value) => ({ LifecycleConfiguration: rules(value, "Rules", lifecycleRule) }),
  },
  {
    property: "WebsiteConfiguration",
    put: "PutBucketWebsite",
    remove: "DeleteBucketWebsite",
    input: (value) => ({ WebsiteConfiguration: websiteOf(value) }),
  },
  {
    property: "LoggingConfiguration",
    put: "PutBucketLogging",
    empty: { BucketLoggingStatus: {} },
    input: (value) => ({
      BucketLoggingStatus: {
        LoggingEnabled: rename(value, { DestinationBucketName: "TargetBucket", LogFilePrefix: "TargetPrefix" }),
      },
    }),
  },
  {
    property: "AccelerateConfiguration",
    put: "PutBucketAccelerateConfiguration",
    empty: { AccelerateConfiguration: { Status: "Suspended" } },
    input: (value) => ({ AccelerateConfiguration: rename(value, { AccelerationStatus: "Status" }) }),
  },
  {
    property: "ObjectLockConfiguration",
    put: "PutObjectLockConfiguration",
    input: (value) => ({ ObjectLockConfiguration: value }),
  },
  {
    property: "ReplicationConfiguration",
    put: "PutBucketReplication",
    remove: "DeleteBucketReplication",
    input: (value) => ({
      ReplicationConfiguration: {
        Role: isObject(value) ? (value["Role"] ?? "") : "",
        ...rules(value, "Rules", replicationRule),
      },
    }),
  },
  {
    property: "NotificationConfiguration",
    put: "PutBucketNotificationConfiguration",
    empty: { NotificationConfiguration: {} },
    input: (value) => ({ NotificationConfiguration: notificationConfiguration(value) }),
  },
];

function websiteOf(value: Json): JsonObject {
  if (!isObject(value)) return {};
  const { IndexDocument: index, ErrorDocument: error, RedirectAllRequestsTo: all, RoutingRules: routes } = value;
  return {
    ...(index === undefined ? {} : { IndexDocument: { Suffix: index } }),
    ...(error === undefined ? {} : { ErrorDocument: { Key: error } }),
    ...(all === undefined ? {} : { RedirectAllRequestsTo: all }),
    ...(routes === undefined
      ? {}
      : {
          RoutingRules: listOf(routes).map((rule) =>
            rename(rule, { RedirectRule: "Redirect", RoutingRuleCondition: "Condition" }),
          ),
        }),
  };
}

async function changeSettings(work: Work, facts: Facts, before: JsonObject = {}): Promise<void> {
  const Bucket = facts["PhysicalId"] ?? facts["BucketName"] ?? "";
  for (const { property, put, remove, empty, input } of settings) {
    const wanted = facts[property];
    if (JSON.stringify(wanted) === JSON.stringify(before[property])) continue;
    if (wanted !== undefined) await work.aws("s3", put, { Bucket, ...input(wanted) });
    else if (remove !== undefined) await work.aws("s3", remove, { Bucket });
    else if (empty !== undefined) await work.aws("s3", put, { Bucket, ...empty });
  }
  const tags = allTags(work, facts["Tags"]).map(({ Key, Value }) => ({ Key, Value }));
  if (tags.length > 0) await work.aws("s3", "PutBucketTagging", { Bucket, Tagging: { TagSet: tags } });
  else if (before["Tags"] !== undefined) await work.aws("s3", "DeleteBucketTagging", { Bucket });
}

export const s3Types: Readonly<Record<string, ResourceType>> = {
  "AWS::S3::Bucket": declared({
    service: "s3",
    create: "CreateBucket",
    delete: "DeleteBucket",
    id: "BucketName",
    name: { property: "BucketName", max: 63, isLower: true },
    input: (facts, { work }) => ({
      Bucket: facts["PhysicalId"] ?? facts["BucketName"] ?? "",
      ACL: accessControl(facts["AccessControl"]),
      ...(facts["ObjectLockEnabled"] === undefined ? {} : { ObjectLockEnabledForBucket: facts["ObjectLockEnabled"] }),
      ...(work.call.region === "us-east-1"
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: work.call.region } }),
    }),
    attributes: (facts, work) => {
      const name = toText(facts["BucketName"] ?? facts["PhysicalId"] ?? "");
      const { region } = work.call;
      return {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
        DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
        WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
      };
    },
    complete: changeSettings,
    existing: { operation: "HeadBucket", input: ({ BucketName = "" }) => ({ Bucket: BucketName }) },
  }),

  "AWS::S3::BucketPolicy": declared({
    service: "s3",
    create: "PutBucketPolicy",
    update: "PutBucketPolicy",
    delete: "DeleteBucketPolicy",
    id: "Bucket",
    input: (facts) => ({ Policy: facts["PolicyDocument"] ?? {} }),
  }),
};

/** `PublicRead` in templates is `public-read` in requests. */
const accessControl = (value: Json | undefined): string =>
  toText(value ?? "Private")
    .replace(/(?<!^)([A-Z])/g, "-$1")
    .toLowerCase();
