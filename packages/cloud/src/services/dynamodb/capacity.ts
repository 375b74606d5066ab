import type { IndexDefinition } from "./model.ts";
import type { Output } from "./shapes.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const readUnitBytes = 4096;
const writeUnitBytes = 1024;

export const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / writeUnitBytes));

/** An eventually consistent read costs half of a consistent one. */
export const readUnits = (bytes: number, isConsistent: boolean | undefined): number =>
  Math.max(1, Math.ceil(bytes / readUnitBytes)) * (isConsistent ? 1 : 0.5);

/** What a write did to one index. */
export interface IndexChange {
  readonly index: IndexDefinition;
  readonly bytesBefore: number | undefined;
  readonly bytesAfter: number | undefined;
  /** The entry went to another place of the index, which costs a deletion and an insertion. */
  readonly isMoved: boolean;
}

export function indexWriteUnits({ bytesBefore, bytesAfter, isMoved }: IndexChange): number {
  if (bytesBefore === undefined || bytesAfter === undefined) return writeUnits(bytesBefore ?? bytesAfter ?? 0);
  return isMoved ? writeUnits(bytesBefore) + writeUnits(bytesAfter) : writeUnits(Math.max(bytesBefore, bytesAfter));
}

export type CapacityMode = "INDEXES" | "TOTAL" | "NONE" | undefined;
export type ConsumedCapacity = NonNullable<Output<"PutItem">["ConsumedCapacity"]>;

/** Capacity units used on one table and its indexes. */
export class Consumption {
  readonly #global = new Map<string, number>();
  readonly #local = new Map<string, number>();
  #table = 0;

  addTable(units: number): void {
    this.#table += units;
  }

  addIndex(index: IndexDefinition, units: number): void {
    const perName = index.isGlobal ? this.#global : this.#local;
    perName.set(index.name, (perName.get(index.name) ?? 0) + units);
  }

  /** `factor` is 2 in transactions. */
  addWrite(bytes: number, changes: readonly IndexChange[], factor = 1): void {
    this.addTable(writeUnits(bytes) * factor);
    for (const change of changes) this.addIndex(change.index, indexWriteUnits(change) * factor);
  }

  /** `tableName` as the caller wrote it. Transactions also say which kind of units they used. */
  output(tableName: string, mode: CapacityMode, transaction?: "read" | "write"): ConsumedCapacity {
    const total = this.#table + sumOf(this.#local) + sumOf(this.#global);
    return {
      TableName: tableName,
      ...unitsOf(total, transaction),
      ...(mode === "INDEXES" && {
        Table: unitsOf(this.#table, transaction),
        ...(this.#local.size > 0 && { LocalSecondaryIndexes: perIndex(this.#local, transaction) }),
        ...(this.#global.size > 0 && { GlobalSecondaryIndexes: perIndex(this.#global, transaction) }),
      }),
    };
  }
}

const sumOf = (units: ReadonlyMap<string, number>): number => [...units.values()].reduce((sum, each) => sum + each, 0);

const perIndex = (units: ReadonlyMap<string, number>, transaction: "read" | "write" | undefined) =>
  Object.fromEntries([...units].map(([name, each]) => [name, unitsOf(each, transaction)]));

const unitsOf = (units: number, transaction: "read" | "write" | undefined) => ({
  CapacityUnits: units,
  ...(transaction === "read" && { ReadCapacityUnits: units }),
  ...(transaction === "write" && { WriteCapacityUnits: units }),
});

export const wantsCapacity = (mode: CapacityMode | string): mode is "INDEXES" | "TOTAL" =>
  mode === "INDEXES" || mode === "TOTAL";
