import type { Ids } from "@millrace/core";
import { indexExists, indexNotFound, invalidParameter, validation } from "../errors.ts";
import type { IndexDefinition, KeyAttribute, TableDefinition, Throughput } from "../model.ts";
import type { Input } from "../shapes.ts";
import {
  attributesOf,
  nothingProvisioned,
  onlyOneIndexAtOnce,
  refuseIndexes,
  refuseUnusedAttributes,
  throughputOf,
} from "./check-table.ts";
import { type BillingMode, newEncryption, newGlobalIndex, newStream } from "./new-table.ts";

type UpdateTable = Input<"UpdateTable">;
type IndexUpdate = NonNullable<UpdateTable["GlobalSecondaryIndexUpdates"]>[number];

interface Circumstances {
  readonly region: string;
  readonly account: string;
  readonly now: number;
  readonly ids: Ids;
}

const updatable = [
  "ProvisionedThroughput",
  "BillingMode",
  "StreamSpecification",
  "GlobalSecondaryIndexUpdates",
  "SSESpecification",
  "ReplicaUpdates",
  "TableClass",
  "DeletionProtectionEnabled",
  "OnDemandThroughput",
  "WarmThroughput",
] as const;

/** The table as UpdateTable wants it, or a refusal. */
export function updatedTable(
  table: TableDefinition,
  input: UpdateTable,
  circumstances: Circumstances,
): TableDefinition {
  const indexUpdates = input.GlobalSecondaryIndexUpdates ?? [];
  if (
    !updatable.some(
      (name) => input[name] !== undefined && (name !== "GlobalSecondaryIndexUpdates" || indexUpdates.length > 0),
    )
  ) {
    throw validation(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
    );
  }
  const billed = withBilling(table, input, circumstances.now);
  const indexed = withIndexes(billed, input.AttributeDefinitions, indexUpdates);
  const streamed = withStream(indexed, input.StreamSpecification, circumstances.now);
  const encrypted = withEncryption(streamed, input.SSESpecification, circumstances);
  return {
    ...encrypted,
    ...(input.TableClass !== undefined && { tableClass: input.TableClass }),
    ...(input.DeletionProtectionEnabled !== undefined && { isProtected: input.DeletionProtectionEnabled }),
    ...(input.OnDemandThroughput && { onDemand: input.OnDemandThroughput }),
  };
}

function withBilling(table: TableDefinition, input: UpdateTable, now: number): TableDefinition {
  const { BillingMode: given, ProvisionedThroughput: wanted } = input;
  if (given === undefined && wanted === undefined) return table;
  const billingMode: BillingMode = given ?? table.billingMode;
  const isSame = billingMode === table.billingMode;
  if (isSame && wanted === undefined) return table;

  const throughput = throughputOf(wanted, billingMode);
  if (isSame) {
    refuseSameThroughput(table.throughput, throughput);
    return { ...table, throughput };
  }
  if (billingMode === "PROVISIONED") return { ...table, billingMode, throughput };
  const indexes = table.indexes.map(({ throughput: _, ...index }) => index);
  return { ...table, billingMode, throughput: nothingProvisioned, indexes, onDemandSince: now };
}

function refuseSameThroughput(current: Throughput, wanted: Throughput): void {
  if (current.ReadCapacityUnits !== wanted.ReadCapacityUnits) return;
  if (current.WriteCapacityUnits !== wanted.WriteCapacityUnits) return;
  throw validation(
    "The provisioned throughput for the table will not change. The requested value equals the current value. " +
      `Current ReadCapacityUnits provisioned for the table: ${current.ReadCapacityUnits}. Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. ` +
      `Current WriteCapacityUnits provisioned for the table: ${current.WriteCapacityUnits}. Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. ` +
      "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
  );
}

function withIndexes(
  table: TableDefinition,
  given: UpdateTable["AttributeDefinitions"],
  updates: readonly IndexUpdate[],
): TableDefinition {
  if (updates.length === 0) return table;
  const made = updates.filter(({ Create, Delete }) => Create !== undefined || Delete !== undefined);
  if (made.length > 1) throw onlyOneIndexAtOnce();
  const attributes = mergedAttributes(table.attributes, given);
  const indexes = updates.reduce(
    (so, update) => withIndexUpdate(so, update, attributes, table.billingMode),
    table.indexes,
  );
  refuseIndexes(indexes);
  const schemas = [table.keySchema, ...indexes.map(({ keySchema }) => keySchema)];
  const used = new Set(schemas.flatMap(({ hash, range }) => [hash.name, ...(range === undefined ? [] : [range.name])]));
  if (given !== undefined) {
    refuseUnusedAttributes(attributesOf(given), [...schemas, ...table.indexes.map(({ keySchema }) => keySchema)]);
  }
  return { ...table, attributes: attributes.filter(({ name }) => used.has(name)), indexes };
}

function mergedAttributes(
  current: readonly KeyAttribute[],
  given: UpdateTable["AttributeDefinitions"],
): readonly KeyAttribute[] {
  const added = attributesOf(given ?? []);
  return [...current.filter(({ name }) => !added.some((each) => each.name === name)), ...added];
}

function withIndexUpdate(
  indexes: readonly IndexDefinition[],
  { Create, Update, Delete }: IndexUpdate,
  attributes: readonly KeyAttribute[],
  billingMode: BillingMode,
): readonly IndexDefinition[] {
  if ([Create, Update, Delete].filter((action) => action !== undefined).length !== 1) {
    throw invalidParameter(
      "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must be specified",
    );
  }
  if (Create !== undefined) {
    if (indexes.some(({ name }) => name === Create.IndexName)) throw indexExists();
    return [...indexes, { ...newGlobalIndex(Create, attributes, billingMode), isBackfilling: true }];
  }
  const name = Delete?.IndexName ?? Update?.IndexName;
  const current = indexes.find((index) => index.name === name && index.isGlobal);
  if (current === undefined) throw indexNotFound();
  if (Update === undefined) return indexes.filter((index) => index !== current);
  const updated = {
    ...current,
    ...(Update.ProvisionedThroughput && { throughput: Update.ProvisionedThroughput }),
    ...(Update.OnDemandThroughput && { onDemand: Update.OnDemandThroughput }),
  };
  return indexes.map((index) => (index === current ? updated : index));
}

function withStream(table: TableDefinition, given: UpdateTable["StreamSpecification"], now: number): TableDefinition {
  if (given === undefined) return table;
  // Two streams of one table never share a name, not even when time stands still.
  const lastAt = table.lastStreamLabel === undefined ? 0 : Date.parse(`${table.lastStreamLabel}Z`);
  const stream = newStream(given, Math.max(now, lastAt + 1));
  if (stream !== undefined && table.stream !== undefined) {
    throw validation(`Table already has an enabled stream: TableName: ${table.name}`);
  }
  if (stream === undefined && table.stream === undefined) {
    throw validation(`Table has no stream to disable: TableName: ${table.name}`);
  }
  const { stream: _, ...rest } = table;
  if (stream !== undefined) return { ...rest, stream };
  return { ...rest, ...(table.stream && { lastStreamLabel: table.stream.label }) };
}

function withEncryption(
  table: TableDefinition,
  given: UpdateTable["SSESpecification"],
  { region, account }: Circumstances,
): TableDefinition {
  if (given === undefined) return table;
  const encryption = newEncryption(given, region, account);
  const { encryption: _, ...rest } = table;
  return encryption === undefined ? rest : { ...rest, encryption };
}
