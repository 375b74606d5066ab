import type { Ids } from "@millrace/core";
import { invalidParameter, validation } from "../errors.ts";
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeySchema,
  type StreamSettings,
  type TableDefinition,
  tableArn,
} from "../model.ts";
import type { Input } from "../shapes.ts";
import {
  attributesOf,
  keySchemaOf,
  projectionOfIndex,
  refuseIndexes,
  refuseTableName,
  refuseUnusedAttributes,
  throughputOf,
} from "./check-table.ts";

type CreateTable = Input<"CreateTable">;
type GivenGlobalIndex = NonNullable<CreateTable["GlobalSecondaryIndexes"]>[number];
type GivenLocalIndex = NonNullable<CreateTable["LocalSecondaryIndexes"]>[number];
export type BillingMode = "PROVISIONED" | "PAY_PER_REQUEST";

interface Circumstances {
  readonly region: string;
  readonly account: string;
  readonly now: number;
  readonly ids: Ids;
}

/** The table that CreateTable asks for, or a refusal. */
export function newTable(input: CreateTable, { region, account, now, ids }: Circumstances): TableDefinition {
  const name = input.TableName;
  refuseTableName(name);
  const billingMode: BillingMode = input.BillingMode ?? "PROVISIONED";
  const throughput = throughputOf(input.ProvisionedThroughput, billingMode);
  const attributes = attributesOf(input.AttributeDefinitions ?? []);
  const keySchema = keySchemaOf(input.KeySchema ?? [], attributes);
  const indexes = newIndexes(input, attributes, keySchema, billingMode);
  refuseUnusedAttributes(attributes, [keySchema, ...indexes.map((index) => index.keySchema)]);
  const stream = newStream(input.StreamSpecification, now);
  const encryption = newEncryption(input.SSESpecification, region, account);

  return {
    name,
    arn: tableArn(region, account, name),
    id: ids.uuid(),
    createdAt: now,
    attributes,
    keySchema,
    billingMode,
    throughput,
    indexes,
    isProtected: input.DeletionProtectionEnabled ?? false,
    ...(billingMode === "PAY_PER_REQUEST" && { onDemandSince: now }),
    ...(input.OnDemandThroughput && { onDemand: input.OnDemandThroughput }),
    ...(input.TableClass !== undefined && { tableClass: input.TableClass }),
    ...(encryption && { encryption }),
    ...(stream && { stream }),
  };
}

function newIndexes(
  input: CreateTable,
  attributes: readonly KeyAttribute[],
  keySchema: KeySchema,
  billingMode: BillingMode,
): readonly IndexDefinition[] {
  const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = input;
  if (local?.length === 0) throw invalidParameter("List of LocalSecondaryIndexes is empty");
  if (global?.length === 0) throw invalidParameter("List of GlobalSecondaryIndexes is empty");
  if (local !== undefined && keySchema.range === undefined) {
    throw invalidParameter(
      "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
    );
  }
  const indexes = [
    ...(local ?? []).map((given) => newLocalIndex(given, attributes, keySchema)),
    ...(global ?? []).map((given) => newGlobalIndex(given, attributes, billingMode)),
  ];
  refuseIndexes(indexes);
  return indexes;
}

function newLocalIndex(given: GivenLocalIndex, attributes: readonly KeyAttribute[], table: KeySchema): IndexDefinition {
  const name = given.IndexName;
  const keySchema = keySchemaOf(given.KeySchema, attributes, name);
  if (keySchema.range === undefined) {
    throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
  }
  if (keySchema.hash.name !== table.hash.name) {
    throw invalidParameter(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${keySchema.hash.name}, table hash key: ${table.hash.name}`,
    );
  }
  return { name, isGlobal: false, keySchema, projection: projectionOfIndex(given.Projection) };
}

export function newGlobalIndex(
  given: GivenGlobalIndex,
  attributes: readonly KeyAttribute[],
  billingMode: BillingMode,
): IndexDefinition {
  const name = given.IndexName;
  if (billingMode === "PAY_PER_REQUEST" && given.ProvisionedThroughput !== undefined) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (billingMode === "PROVISIONED" && given.ProvisionedThroughput === undefined) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  return {
    name,
    isGlobal: true,
    keySchema: keySchemaOf(given.KeySchema, attributes, name),
    projection: projectionOfIndex(given.Projection),
    ...(given.ProvisionedThroughput && { throughput: given.ProvisionedThroughput }),
    ...(given.OnDemandThroughput && { onDemand: given.OnDemandThroughput }),
  };
}

export function newStream(given: CreateTable["StreamSpecification"], now: number): StreamSettings | undefined {
  if (given === undefined) return undefined;
  if (!given.StreamEnabled) {
    if (given.StreamViewType === undefined) return undefined;
    throw invalidParameter("StreamViewType can only be specified when StreamEnabled is true");
  }
  if (given.StreamViewType === undefined) {
    throw invalidParameter("StreamViewType is required when StreamEnabled is true");
  }
  return { viewType: given.StreamViewType, label: new Date(now).toISOString().slice(0, -1) };
}

/** Without a key of one's own, DynamoDB's key in KMS encrypts. */
export function newEncryption(
  given: CreateTable["SSESpecification"],
  region: string,
  account: string,
): TableDefinition["encryption"] {
  if (given === undefined) return undefined;
  if (!given.Enabled) {
    if (given.KMSMasterKeyId === undefined && given.SSEType === undefined) return undefined;
    throw validation("One or more parameter values were invalid: SSEType cannot be specified when SSE is disabled");
  }
  const key = given.KMSMasterKeyId ?? "alias/aws/dynamodb";
  const keyArn = key.startsWith("arn:")
    ? key
    : `arn:aws:kms:${region}:${account}:${key.startsWith("alias/") ? "" : "key/"}${key}`;
  return { status: "ENABLED", keyArn };
}
