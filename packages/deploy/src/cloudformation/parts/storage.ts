import type { BucketPart, SecretPart, TablePart } from "@millrace/plan";
import { tls } from "../../tls.ts";
import type { Expressing } from "../express.ts";
import { kept, type Resources, ref, type Value } from "../template.ts";

/** Parts of an upload that nobody finished cost as much as objects. */
const unfinishedDays = 7;

export function bucketResources(bucket: BucketPart, write: Expressing): Resources {
  const { id, notifications, isOnEventBridge } = bucket;
  const permissions = notifications.map((one) => [
    `${id}StartsThe${one.function}`,
    {
      Type: "AWS::Lambda::Permission",
      Properties: {
        FunctionName: write.attribute(one.function, "name"),
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
        SourceArn: write.attribute(id, "arn"),
        SourceAccount: ref("AWS::AccountId"),
      },
    },
  ]);
  const [permission] = permissions[0] ?? [];
  return {
    ...Object.fromEntries(permissions),
    [id]: {
      Type: "AWS::S3::Bucket",
      ...(typeof permission === "string" ? { DependsOn: permission } : {}),
      ...kept(bucket.isKept),
      Properties: {
        BucketName: write.text(bucket.name),
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        VersioningConfiguration: { Status: "Enabled" },
        LifecycleConfiguration: { Rules: lifecycle(bucket) },
        ...(notifications.length === 0 && !isOnEventBridge
          ? {}
          : { NotificationConfiguration: notificationsOf(bucket, write) }),
      },
    },
    [`${id}Policy`]: {
      Type: "AWS::S3::BucketPolicy",
      Properties: { Bucket: ref(id), PolicyDocument: tlsOnly(write.attribute(id, "arn")) },
    },
  };
}

const lifecycle = ({ expiries }: BucketPart): Value => [
  {
    Id: "unfinished-uploads",
    Status: "Enabled",
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: unfinishedDays },
  },
  ...expiries.map(({ id, prefix, days }) => ({
    Id: id,
    Status: "Enabled",
    Prefix: prefix,
    ExpirationInDays: days,
    NoncurrentVersionExpiration: { NoncurrentDays: 1 },
  })),
];

const notificationsOf = ({ notifications, isOnEventBridge }: BucketPart, write: Expressing): Value => ({
  ...(isOnEventBridge ? { EventBridgeConfiguration: { EventBridgeEnabled: true } } : {}),
  ...(notifications.length === 0
    ? {}
    : {
        LambdaConfigurations: notifications.map((one) => ({
          Event: "s3:ObjectCreated:*",
          Filter: { S3Key: { Rules: [{ Name: "prefix", Value: one.prefix }] } },
          Function: write.attribute(one.function, "arn"),
        })),
      }),
});

function tlsOnly(arn: Value): Value {
  const text = (arn as { readonly "Fn::Sub": string })["Fn::Sub"];
  return {
    Version: "2012-10-17",
    Statement: [{ ...tls, Resource: [{ "Fn::Sub": text }, { "Fn::Sub": `${text}/*` }] }],
  };
}

export function tableResources(table: TablePart, write: Expressing): Resources {
  const { id, capacity } = table;
  const throughput =
    capacity === undefined
      ? { BillingMode: "PAY_PER_REQUEST" }
      : {
          BillingMode: "PROVISIONED",
          ProvisionedThroughput: { ReadCapacityUnits: capacity.min, WriteCapacityUnits: capacity.min },
        };
  return {
    [id]: {
      Type: "AWS::DynamoDB::Table",
      ...kept(table.isKept),
      Properties: {
        TableName: write.text(table.name),
        ...throughput,
        AttributeDefinitions: keyNames(table).map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: keySchema(table.partitionKey, table.sortKey),
        ...(table.indexes.length === 0
          ? {}
          : {
              GlobalSecondaryIndexes: table.indexes.map(({ name, partitionKey, sortKey }) => ({
                IndexName: name,
                KeySchema: keySchema(partitionKey, sortKey),
                Projection: { ProjectionType: "ALL" },
              })),
            }),
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        ...(table.expiryAttribute === undefined
          ? {}
          : { TimeToLiveSpecification: { AttributeName: table.expiryAttribute, Enabled: true } }),
      },
    },
    ...(capacity === undefined ? {} : { ...scaling(id, "Read", capacity), ...scaling(id, "Write", capacity) }),
  };
}

const keyNames = ({ partitionKey, sortKey, indexes }: TablePart): readonly string[] => [
  ...new Set([partitionKey, sortKey ?? [], ...indexes.flatMap((index) => [index.partitionKey, index.sortKey])].flat()),
];

const keySchema = (partitionKey: string, sortKey: string | undefined): Value => [
  { AttributeName: partitionKey, KeyType: "HASH" },
  ...(sortKey === undefined ? [] : [{ AttributeName: sortKey, KeyType: "RANGE" }]),
];

/** Above this, units are added; below, taken away. */
const wantedUtilization = 70;

function scaling(
  id: string,
  kind: "Read" | "Write",
  { min, max }: { readonly min: number; readonly max: number },
): Resources {
  const target = `${id}${kind}Capacity`;
  return {
    [target]: {
      Type: "AWS::ApplicationAutoScaling::ScalableTarget",
      Properties: {
        ServiceNamespace: "dynamodb",
        ResourceId: { "Fn::Sub": `table/\${${id}}` },
        ScalableDimension: `dynamodb:table:${kind}CapacityUnits`,
        MinCapacity: min,
        MaxCapacity: max,
      },
    },
    [`${target}Policy`]: {
      Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
      Properties: {
        PolicyName: `${kind.toLowerCase()}-utilization`,
        PolicyType: "TargetTrackingScaling",
        ScalingTargetId: ref(target),
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: wantedUtilization,
          PredefinedMetricSpecification: { PredefinedMetricType: `DynamoDB${kind}CapacityUtilization` },
        },
      },
    },
  };
}

export const secretResources = (secret: SecretPart, write: Expressing): Resources => ({
  [secret.id]: {
    Type: "AWS::SecretsManager::Secret",
    ...kept(secret.isKept),
    Properties: {
      Name: write.text(secret.name),
      Description: secret.says,
      GenerateSecretString: { PasswordLength: secret.characters, ExcludePunctuation: true },
    },
  },
});
