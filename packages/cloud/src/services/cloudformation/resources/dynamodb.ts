import { AwsError } from "@millrace/wire";
import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

const tableName = (facts: Facts): Json => facts["PhysicalId"] ?? facts["TableName"] ?? "";

/** The table once neither it nor one of its indexes is on its way. */
const settled = (work: Work, facts: Facts): Promise<JsonObject> =>
  work.until(async () => {
    const { Table: table } = await work.aws("dynamodb", "DescribeTable", { TableName: tableName(facts) });
    if (!isObject(table)) throw new AwsError("NotStabilized", "The table is not there");
    const indexes = listOf(table["GlobalSecondaryIndexes"]).filter(isObject);
    const isBusy = table["TableStatus"] !== "ACTIVE" || indexes.some((index) => index["IndexStatus"] !== "ACTIVE");
    return isBusy ? undefined : table;
  });

function creation(facts: Facts): JsonObject {
  const { SSESpecification: sse, StreamSpecification: stream } = facts;
  return {
    ...(isObject(sse) ? { SSESpecification: { Enabled: sse["SSEEnabled"] ?? true, ...withoutFlag(sse) } } : {}),
    ...(isObject(stream)
      ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream["StreamViewType"] ?? "" } }
      : {}),
    ...(isObject(facts["ResourcePolicy"])
      ? { ResourcePolicy: JSON.stringify(facts["ResourcePolicy"]["PolicyDocument"] ?? {}) }
      : {}),
  };
}

const withoutFlag = ({ SSEEnabled: _, ...rest }: JsonObject): JsonObject => rest;

/** What a table has that its template no longer speaks of. */
const unset: JsonObject = {
  DeletionProtectionEnabled: false,
  TableClass: "STANDARD",
  OnDemandThroughput: { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 },
  SSESpecification: { Enabled: false },
};

/** Changes that UpdateTable takes one at a time. */
async function changeTable(work: Work, facts: Facts, before: JsonObject): Promise<void> {
  const TableName = tableName(facts);
  const isOther = (name: string): boolean => JSON.stringify(facts[name]) !== JSON.stringify(before[name]);
  const update = async (changes: JsonObject): Promise<void> => {
    await work.aws("dynamodb", "UpdateTable", { TableName, ...changes });
    await settled(work, facts);
  };
  const pick = (names: readonly string[]): JsonObject =>
    Object.fromEntries(names.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])));
  if (isOther("BillingMode") || isOther("ProvisionedThroughput")) {
    await update({ BillingMode: facts["BillingMode"] ?? "PROVISIONED", ...pick(["ProvisionedThroughput"]) });
  }
  const simple = Object.entries(unset).filter(([name]) => isOther(name));
  const changed = Object.fromEntries(
    simple.map(([name, none]) => [name, creationOf(facts, name)[name] ?? facts[name] ?? none]),
  );
  if (simple.length > 0) await update(changed);
  if (isOther("StreamSpecification")) {
    if (before["StreamSpecification"] !== undefined) await update({ StreamSpecification: { StreamEnabled: false } });
    if (facts["StreamSpecification"] !== undefined) await update(creationOf(facts, "StreamSpecification"));
  }
  for (const change of indexChanges(facts, before)) {
    await update({ AttributeDefinitions: facts["AttributeDefinitions"] ?? [], GlobalSecondaryIndexUpdates: [change] });
  }
}

const creationOf = (facts: Facts, name: string): JsonObject => {
  const value = creation(facts)[name];
  return value === undefined ? {} : { [name]: value };
};

/** An index that is defined otherwise is deleted and made again. */
function indexChanges(facts: Facts, before: JsonObject): JsonObject[] {
  const byName = (values: JsonObject): Map<string, JsonObject> =>
    new Map(
      listOf(values["GlobalSecondaryIndexes"])
        .filter(isObject)
        .map((index) => [toText(index["IndexName"] ?? ""), index]),
    );
  const definition = ({ KeySchema = [], Projection = {} }: JsonObject): string =>
    JSON.stringify([KeySchema, Projection]);
  const [wanted, had] = [byName(facts), byName(before)];
  const changes: JsonObject[] = [];
  for (const [IndexName, index] of had) {
    const now = wanted.get(IndexName);
    if (now === undefined || definition(now) !== definition(index)) changes.push({ Delete: { IndexName } });
  }
  for (const [IndexName, index] of wanted) {
    const old = had.get(IndexName);
    const throughput = index["ProvisionedThroughput"];
    if (old === undefined || definition(old) !== definition(index)) changes.push({ Create: index });
    else if (throughput !== undefined && JSON.stringify(throughput) !== JSON.stringify(old["ProvisionedThroughput"])) {
      changes.push({ Update: { IndexName, ProvisionedThroughput: throughput } });
    }
  }
  return changes;
}

const isOn = (ttl: Json | undefined): ttl is JsonObject => isObject(ttl) && toText(ttl["Enabled"] ?? true) === "true";

async function completeTable(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const TableName = tableName(facts);
  if (before !== undefined) await changeTable(work, facts, before);
  const isOther = (name: string): boolean => JSON.stringify(facts[name]) !== JSON.stringify(before?.[name]);
  const {
    TimeToLiveSpecification: ttl,
    PointInTimeRecoverySpecification: recovery,
    KinesisStreamSpecification: kinesis,
  } = facts;
  if (isOther("TimeToLiveSpecification")) {
    const had = before?.["TimeToLiveSpecification"];
    const off = isOn(had) ? { ...had, Enabled: false } : undefined;
    const TimeToLiveSpecification = isOn(ttl) ? { ...ttl, Enabled: true } : off;
    if (TimeToLiveSpecification !== undefined) {
      await work.aws("dynamodb", "UpdateTimeToLive", { TableName, TimeToLiveSpecification });
    }
  }
  if (isOther("PointInTimeRecoverySpecification")) {
    const PointInTimeRecoverySpecification = recovery ?? { PointInTimeRecoveryEnabled: false };
    await work.aws("dynamodb", "UpdateContinuousBackups", { TableName, PointInTimeRecoverySpecification });
  }
  if (isOther("KinesisStreamSpecification") && isObject(kinesis)) {
    await work.aws("dynamodb", "EnableKinesisStreamingDestination", { TableName, ...kinesis });
  }
}

const gone = async (work: Work, facts: Facts): Promise<void> =>
  void (await work.until(() =>
    work
      .aws("dynamodb", "DescribeTable", { TableName: tableName(facts) })
      .then(() => undefined)
      .catch((error: unknown) => {
        if (isMissing(error)) return true;
        throw error;
      }),
  ));

/** Of a global table, what makes the table of this region. */
function ofRegion(facts: Facts, region: string): JsonObject {
  const replica =
    listOf(facts["Replicas"])
      .filter(isObject)
      .find((item) => item["Region"] === region) ?? {};
  const { Tags: tags, ...own } = replica;
  return { ...own, ...(tags === undefined ? {} : { Tags: tags }) };
}

const table = declared({
  service: "dynamodb",
  create: "CreateTable",
  delete: "DeleteTable",
  read: "DescribeTable",
  id: "TableName",
  name: { property: "TableName", max: 255 },
  input: (facts) => ({ TableName: tableName(facts), ...creation(facts) }),
  attributes: (facts) => ({
    Arn: facts["TableArn"] ?? "",
    TableId: facts["TableId"] ?? "",
    ...(facts["LatestStreamArn"] === undefined ? {} : { StreamArn: facts["LatestStreamArn"] }),
  }),
  settle: async (work, facts) => void (await settled(work, facts)),
  complete: completeTable,
  afterDelete: gone,
  tags: {
    style: "list",
    add: "TagResource",
    remove: "UntagResource",
    target: ({ Arn = "" }) => ({ ResourceArn: Arn }),
    keys: "TagKeys",
  },
});

export const dynamodbTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::DynamoDB::Table": table,
  "AWS::DynamoDB::GlobalTable": {
    ...table,
    create: (work, properties) => table.create(work, { ...properties, ...ofRegion(properties, work.call.region) }),
    async update(work, resource, properties) {
      const before = {
        ...resource,
        properties: { ...resource.properties, ...ofRegion(resource.properties, work.call.region) },
      };
      if (table.update === undefined) return { id: resource.physicalId };
      return await table.update(work, before, { ...properties, ...ofRegion(properties, work.call.region) });
    },
  },
};
