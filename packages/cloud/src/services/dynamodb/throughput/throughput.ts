import type { Clock } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Metrics } from "../../../kernel/metrics.ts";
import { type IndexChange, indexWriteUnits, writeUnits } from "../capacity.ts";
import { isThrottling, onDemandExceeded, provisionedExceeded } from "../errors.ts";
import { isIndexed } from "../indexes/index-entry.ts";
import { type IndexDefinition, indexArn } from "../model.ts";
import type { OpenIndex, OpenTable } from "../tables/table.ts";
import type { StoredItem } from "../values/stored-item.ts";
import { TokenBucket } from "./token-bucket.ts";

type Direction = "Read" | "Write";

/** What a table or an index is allowed per second. */
interface Allowance {
  readonly units: number;
  readonly isProvisioned: boolean;
}

/**
 * Counts the capacity that requests use, for CloudWatch; and where that is switched on, refuses those that come when the
 * provisioned throughput, or the maximum of on-demand billing, of a table or a global index is used up.
 */
export class Throughput {
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #isEnforced: boolean;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock, metrics: Metrics, isEnforced: boolean) {
    this.#clock = clock;
    this.#metrics = metrics;
    this.#isEnforced = isEnforced;
  }

  /** Throws when there is nothing left to read with. Local indexes share what the table has. */
  refuseRead(table: OpenTable, index?: OpenIndex): void {
    if (this.#isEnforced) this.#refuse(table, globalOf(index?.definition), "Read");
  }

  /** Throws when there is nothing left to write with, in the table or in a global index that would be written as well. */
  refuseWrite(table: OpenTable, before: StoredItem | undefined, after: StoredItem | undefined): void {
    if (!this.#isEnforced) return;
    this.#refuse(table, undefined, "Write");
    for (const { definition } of table.indexes) {
      const isWritten = [before, after].some((item) => item !== undefined && isIndexed(definition, item.item));
      if (definition.isGlobal && isWritten) this.#refuse(table, definition, "Write");
    }
  }

  /** What `refuse` throws because there is nothing left; for batches, which leave over what they cannot do. */
  throttling(refuse: () => void): AwsError | undefined {
    if (!this.#isEnforced) return undefined;
    try {
      refuse();
      return undefined;
    } catch (error) {
      if (error instanceof AwsError && isThrottling(error)) return error;
      throw error;
    }
  }

  /** `units` were read from the table, or from the index. */
  read(table: OpenTable, index: OpenIndex | undefined, units: number): void {
    this.#use(table, globalOf(index?.definition), "Read", units);
  }

  /** An item of `bytes` was written, which changed indexes. `factor` is 2 in transactions. */
  wrote(table: OpenTable, bytes: number, changes: readonly IndexChange[], factor = 1): void {
    let units = writeUnits(bytes);
    for (const change of changes) {
      if (change.index.isGlobal) this.#use(table, change.index, "Write", indexWriteUnits(change) * factor);
      else units += indexWriteUnits(change);
    }
    this.#use(table, undefined, "Write", units * factor);
  }

  /** An item was deleted because its time had come, which uses nothing. */
  expired({ definition }: OpenTable): void {
    this.#record("TimeToLiveDeletedItemCount", 1, { TableName: definition.name });
  }

  #refuse(table: OpenTable, index: IndexDefinition | undefined, direction: Direction): void {
    const allowance = allowanceOf(table, index, direction);
    if (allowance === undefined) return;
    const bucket = this.#bucket(table, index, direction, allowance);
    if (!bucket.isEmpty(allowance.units, this.#clock.now())) return;
    const { arn } = table.definition;
    const exceeded = allowance.isProvisioned ? provisionedExceeded : onDemandExceeded;
    throw index === undefined
      ? exceeded({ kind: "Table", direction, arn })
      : exceeded({ kind: "Index", direction, arn: indexArn(arn, index.name) });
  }

  #use(table: OpenTable, index: IndexDefinition | undefined, direction: Direction, units: number): void {
    const dimensions =
      index === undefined
        ? { TableName: table.definition.name }
        : { TableName: table.definition.name, GlobalSecondaryIndexName: index.name };
    this.#record(direction === "Read" ? "ConsumedReadCapacityUnits" : "ConsumedWriteCapacityUnits", units, dimensions);
    if (!this.#isEnforced) return;
    const allowance = allowanceOf(table, index, direction);
    if (allowance !== undefined) this.#bucket(table, index, direction, allowance).take(units);
  }

  #record(name: string, value: number, dimensions: Readonly<Record<string, string>>): void {
    this.#metrics.record({ namespace: "AWS/DynamoDB", name, value, unit: "Count", dimensions });
  }

  #bucket(table: OpenTable, index: IndexDefinition | undefined, direction: Direction, allowance: Allowance) {
    const name = `${direction}/${table.definition.id}/${index?.name ?? ""}`;
    const bucket = this.#buckets.get(name) ?? new TokenBucket(allowance.units, table.definition.createdAt);
    this.#buckets.set(name, bucket);
    return bucket;
  }
}

const globalOf = (index: IndexDefinition | undefined): IndexDefinition | undefined =>
  index?.isGlobal ? index : undefined;

/** Undefined where nothing limits it. */
function allowanceOf(
  table: OpenTable,
  index: IndexDefinition | undefined,
  direction: Direction,
): Allowance | undefined {
  const { definition } = table;
  const throughput = index?.throughput ?? definition.throughput;
  if (definition.billingMode === "PROVISIONED") {
    const units = direction === "Read" ? throughput.ReadCapacityUnits : throughput.WriteCapacityUnits;
    return { units, isProvisioned: true };
  }
  const { onDemand } = index ?? definition;
  const units = direction === "Read" ? onDemand?.MaxReadRequestUnits : onDemand?.MaxWriteRequestUnits;
  return units === undefined || units < 0 ? undefined : { units, isProvisioned: false };
}
