import { AwsError } from "@millrace/wire";
import type { Ended } from "../../kernel/measured.ts";
import type { Metric } from "../../kernel/metrics.ts";
import type { Call } from "../../kernel/operation.ts";
import { isThrottling } from "./errors.ts";
import type { DynamoDbStore } from "./store.ts";

type Dimensions = Readonly<Record<string, string>>;

type Measured = Pick<Metric, "name" | "value" | "dimensions" | "unit">;

/**
 * Reports a request to CloudWatch. What it used is counted where it is used.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function measure({ metrics }: Call<DynamoDbStore>, ended: Ended): void {
  const measurements = ended.error === undefined ? ofSuccess(ended) : ofFailure(ended, ended.error);
  for (const measured of measurements) metrics.record({ namespace: "AWS/DynamoDB", ...measured });
}

function* ofSuccess(ended: Ended): IterableIterator<Measured> {
  const { operation, output, ms } = ended;
  for (const TableName of tablesOf(ended)) {
    const dimensions = { TableName, Operation: operation };
    yield { name: "SuccessfulRequestLatency", value: ms, dimensions, unit: "Milliseconds" };
    if (typeof output?.Count === "number") yield { ...counted("ReturnedItemCount", dimensions), value: output.Count };
  }
}

function* ofFailure(ended: Ended, error: unknown): IterableIterator<Measured> {
  const perTable = tablesOf(ended).map((TableName) => ({ TableName, Operation: ended.operation }));
  if (!(error instanceof AwsError) || (error.status ?? 400) >= 500) {
    yield* perTable.map((dimensions) => counted("SystemErrors", dimensions));
  } else if (isThrottling(error)) {
    yield* perTable.map((dimensions) => counted("ThrottledRequests", dimensions));
    yield* throttled(ended, error);
  } else if (error.code === "ConditionalCheckFailedException") {
    yield* perTable.map(({ TableName }) => counted("ConditionalCheckFailedRequests", { TableName }));
  } else {
    yield counted("UserErrors", {});
  }
}

const counted = (name: string, dimensions: Dimensions): Measured => ({ name, value: 1, dimensions, unit: "Count" });

/** The tables whose items a request is about; none for what manages tables. */
function tablesOf({ accesses, operation }: Ended): readonly string[] {
  if (!itemOperations.has(operation)) return [];
  const [first] = accesses;
  if (accesses.length === 1 && first !== undefined) return [tableName(first.resource)];
  return [...new Set(accesses.map(({ resource }) => tableName(resource)))];
}

const writes = [
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "BatchWriteItem",
  "TransactWriteItems",
  "ExecuteStatement",
  "ExecuteTransaction",
  "BatchExecuteStatement",
];
const itemOperations = new Set([...writes, "GetItem", "Query", "Scan", "BatchGetItem", "TransactGetItems"]);

const resourcePattern = /:table\/([^/]+)(?:\/index\/([^/]+))?/;

const tableName = (arn: string): string => resourcePattern.exec(arn)?.[1] ?? "";

interface Reason {
  readonly reason: string;
  readonly resource: string;
}

/** What ran out, as the error tells; a fault throttles the whole table. */
function throttled(ended: Ended, { fields }: AwsError): readonly Measured[] {
  const reasons = fields?.["ThrottlingReasons"] ?? fields?.["throttlingReasons"];
  if (Array.isArray(reasons)) {
    return (reasons as Reason[]).map(({ reason, resource }) => {
      const [, TableName = "", index] = resourcePattern.exec(resource) ?? [];
      const dimensions: Dimensions =
        index === undefined ? { TableName } : { TableName, GlobalSecondaryIndexName: index };
      return counted(reason.includes("Read") ? "ReadThrottleEvents" : "WriteThrottleEvents", dimensions);
    });
  }
  const name = writes.includes(ended.operation) ? "WriteThrottleEvents" : "ReadThrottleEvents";
  return tablesOf(ended).map((TableName) => counted(name, { TableName }));
}
