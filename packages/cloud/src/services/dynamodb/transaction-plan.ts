import { createHash } from "node:crypto";
import { AwsError } from "@millrace/wire";
import { type ConsumedCapacity, Consumption } from "./capacity.ts";
import { type CancellationReason, transactionCanceled, validation } from "./errors.ts";
import { refuseOpenedKeys } from "./keys/opened-keys.ts";
import { transactionBytesMax } from "./limits.ts";
import type { DynamoDbStore } from "./store.ts";
import type { OpenTable } from "./tables/table.ts";
import { type Done, type Part, type Placed, type Planned, place, plan, transactionFactor } from "./transactions.ts";

/** A part whose key does not fit its table cancels the transaction, with a reason for each part. */
export function placeAll(parts: readonly { readonly part: Part; readonly table: OpenTable }[]): readonly Placed[] {
  for (const { part, table } of parts) refuseOpenedKeys(table.definition, part.update, part.condition);
  const placed: Placed[] = [];
  const reasons = parts.map(({ part, table }) => reasonUnless(() => placed.push(place(table, part))));
  if (placed.length < parts.length) throw transactionCanceled(reasons);
  return placed;
}

const noReason: CancellationReason = { Code: "None" };

function reasonUnless(run: () => void): CancellationReason {
  try {
    run();
    return noReason;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Code: reasonCodes[error.code] ?? "ValidationError", Message: error.message };
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const reasonCodes: Readonly<Record<string, string>> = {
  ProvisionedThroughputExceededException: "ProvisionedThroughputExceeded",
  ThrottlingException: "ThrottlingError",
};

/** Cancels a transaction that reads where there is no throughput left, with a reason for each part. */
export function refuseReads({ throughput }: DynamoDbStore, tables: readonly OpenTable[]): void {
  const reasons = tables.map((table) => reasonUnless(() => throughput.refuseRead(table)));
  if (reasons.some(({ Code }) => Code !== "None")) throw transactionCanceled(reasons);
}

export function refuseSameItem(placed: readonly Placed[]): void {
  const places = new Set(placed.map(({ table, key }) => table.definition.id + key.toString("latin1")));
  if (places.size < placed.length) {
    throw validation("Transaction request cannot include multiple operations on one item");
  }
}

/** Works out every part before any is done; one that cannot be done cancels them all, each with its reason. */
export function planAll({ throughput }: DynamoDbStore, placed: readonly Placed[]): readonly Planned[] {
  const planned: Planned[] = [];
  const reasons: CancellationReason[] = [];
  let bytes = 0;
  for (const each of placed) {
    const before = each.table.read(each.key);
    const reason = reasonAgainst(each, before, (after) => {
      throughput.refuseWrite(each.table, before, after);
      planned.push({ ...each, before, after });
      bytes += Math.max(before?.bytes ?? 0, after?.bytes ?? 0);
    });
    reasons.push(reason);
  }
  if (reasons.some(({ Code }) => Code !== "None")) throw transactionCanceled(reasons);
  if (bytes > transactionBytesMax) throw validation("Collection size of items in transaction exceeded");
  return planned;
}

function reasonAgainst(
  placed: Placed,
  before: Planned["before"],
  accept: (after: Planned["after"]) => void,
): CancellationReason {
  const { condition, returnsOld } = placed.part;
  if (condition !== undefined && !condition.test(before?.item ?? {})) {
    const refusal = condition.refuse?.();
    if (refusal !== undefined) return { Code: refusal.code.replace(/Exception$/, ""), Message: refusal.message };
    return {
      Code: "ConditionalCheckFailed",
      Message: "The conditional request failed",
      ...(returnsOld && before && { Item: before.item }),
    };
  }
  return reasonUnless(() => accept(plan(placed, before)));
}

/** What makes two requests the same, in whatever order their JSON was written. */
export const fingerprintOf = (parts: unknown): string => createHash("sha256").update(sorted(parts)).digest("base64");

/** JSON whose members stand in the order of their names. */
function sorted(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(members);
  if (names.length > 1) names.sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${sorted(members[name])}`).join(",")}}`;
}

export function consumptions<Each extends Placed>(
  all: readonly Each[],
  add: (each: Each, consumption: Consumption) => void,
): ReadonlyMap<string, Consumption> {
  const perTable = new Map<string, Consumption>();
  for (const each of all) {
    const consumption = perTable.get(each.part.tableName) ?? new Consumption();
    perTable.set(each.part.tableName, consumption);
    add(each, consumption);
  }
  return perTable;
}

/** What the parts cost together, per table: a transaction writes everything twice. */
export function writeCapacity(done: readonly Done[], mode: "INDEXES" | "TOTAL"): readonly ConsumedCapacity[] {
  const changes = new Map(done.map((each) => [each.planned, each.changes]));
  const perTable = consumptions(
    done.map(({ planned }) => planned),
    (planned, consumption) => {
      const bytes = Math.max(planned.before?.bytes ?? 0, planned.after?.bytes ?? 0);
      consumption.addWrite(bytes, changes.get(planned) ?? [], transactionFactor);
    },
  );
  return [...perTable].map(([name, each]) => each.output(name, mode, "write"));
}
