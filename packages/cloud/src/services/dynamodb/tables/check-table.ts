import { AwsError } from "@millrace/wire";
import { invalidParameter, validation } from "../errors.ts";
import { globalIndexesMax, localIndexesMax, projectedAttributesMax } from "../limits.ts";
import type { IndexProjection, KeyAttribute, KeySchema, KeyType, Throughput } from "../model.ts";
import type { Input } from "../shapes.ts";

/** What CreateTable and UpdateTable check alike. The texts are AWS's. */

const namePattern = /^[a-zA-Z0-9_.-]{3,255}$/;

export function refuseTableName(name: string): void {
  if (namePattern.test(name)) return;
  throw validation(
    "Invalid table/index name.  Table/index names must be between 3 and 255 characters long, and may contain only the characters a-z, A-Z, 0-9, '_', '-', and '.'",
  );
}

interface GivenAttribute {
  readonly AttributeName: string;
  readonly AttributeType: string;
}

interface GivenKey {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export function attributesOf(given: readonly GivenAttribute[]): readonly KeyAttribute[] {
  const names = new Set<string>();
  for (const { AttributeName } of given) {
    if (names.has(AttributeName)) {
      throw invalidParameter(`Duplicate AttributeName in AttributeDefinitions: ${AttributeName}`);
    }
    names.add(AttributeName);
  }
  return given.map(({ AttributeName, AttributeType }) => ({ name: AttributeName, type: AttributeType as KeyType }));
}

/** `index` names the index whose schema this is. */
export function keySchemaOf(
  given: readonly GivenKey[],
  attributes: readonly KeyAttribute[],
  index?: string,
): KeySchema {
  const [hash, range] = given;
  if (hash?.KeyType !== "HASH") {
    throw validation(`Invalid KeySchema: The first KeySchemaElement is not a HASH key type`);
  }
  if (range !== undefined && range.KeyType !== "RANGE") {
    throw validation(`Invalid KeySchema: The second KeySchemaElement is not a RANGE key type`);
  }
  const missing = given.filter(({ AttributeName }) => !attributes.some(({ name }) => name === AttributeName));
  if (missing.length > 0) throw keysNotDefined(given, attributes, missing, index);
  if (range !== undefined && range.AttributeName === hash.AttributeName) {
    throw invalidParameter("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  return { hash: attribute(attributes, hash), range: range && attribute(attributes, range) };
}

function attribute(attributes: readonly KeyAttribute[], key: GivenKey): KeyAttribute {
  const found = attributes.find(({ name }) => name === key.AttributeName);
  if (found === undefined) throw new TypeError(`Cannot find the attribute "${key.AttributeName}": expected it defined`);
  return found;
}

function keysNotDefined(
  given: readonly GivenKey[],
  attributes: readonly KeyAttribute[],
  missing: readonly GivenKey[],
  index: string | undefined,
): Error {
  const keys = `[${(index === undefined ? given : missing).map((key) => key.AttributeName).join(", ")}]`;
  const defined = `[${attributes.map(({ name }) => name).join(", ")}]`;
  if (index === undefined && missing.length < given.length && attributes.length < given.length) {
    return invalidParameter(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  }
  return invalidParameter(
    `Some index key attributes are not defined in AttributeDefinitions. Keys: ${keys}, AttributeDefinitions: ${defined}`,
  );
}

/** Every defined attribute must be a key of something. */
export function refuseUnusedAttributes(attributes: readonly KeyAttribute[], schemas: readonly KeySchema[]): void {
  const used = new Set(
    schemas.flatMap(({ hash, range }) => (range === undefined ? [hash.name] : [hash.name, range.name])),
  );
  if (attributes.every(({ name }) => used.has(name))) return;
  if (schemas.length === 1) {
    throw invalidParameter(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  }
  const names = attributes.map(({ name }) => name).join(", ");
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${names}], keys used: [${[...used].join(", ")}]`,
  );
}

type GivenProjection = NonNullable<NonNullable<Input<"CreateTable">["LocalSecondaryIndexes"]>[number]["Projection"]>;

export function projectionOfIndex(given: GivenProjection | undefined): IndexProjection {
  const type = given?.ProjectionType;
  if (type === undefined) throw invalidParameter("Unknown ProjectionType: null");
  const names = given?.NonKeyAttributes;
  if (type === "INCLUDE") {
    if (names === undefined || names.length === 0) {
      throw invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    return { ProjectionType: type, NonKeyAttributes: names };
  }
  if (names !== undefined) throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  return { ProjectionType: type };
}

export const nothingProvisioned: Throughput = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

export function throughputOf(
  given: { readonly ReadCapacityUnits: number; readonly WriteCapacityUnits: number } | undefined,
  billingMode: "PROVISIONED" | "PAY_PER_REQUEST",
): Throughput {
  if (billingMode === "PAY_PER_REQUEST") {
    if (given === undefined) return nothingProvisioned;
    throw invalidParameter(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  if (given !== undefined) return given;
  throw invalidParameter(
    "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  );
}

interface Named {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly projection: IndexProjection;
}

export function refuseIndexes(indexes: readonly Named[]): void {
  const names = new Set<string>();
  for (const { name } of indexes) {
    refuseTableName(name);
    if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
    names.add(name);
  }
  const globalCount = indexes.filter(({ isGlobal }) => isGlobal).length;
  if (indexes.length - globalCount > localIndexesMax) {
    throw invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  }
  if (globalCount > globalIndexesMax) {
    throw invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  const projected = indexes.reduce((sum, { projection }) => sum + (projection.NonKeyAttributes?.length ?? 0), 0);
  if (projected > projectedAttributesMax) {
    throw invalidParameter(
      `Number of non-key attributes projected into secondary indexes exceeds the per-table limit of ${projectedAttributesMax}`,
    );
  }
}

export const onlyOneIndexAtOnce = (): AwsError =>
  new AwsError(
    "LimitExceededException",
    "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
  );
