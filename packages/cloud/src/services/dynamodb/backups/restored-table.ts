import type { Ids } from "@millrace/core";
import type { IndexDefinition, TableDefinition, TableRestore } from "../model.ts";
import { tableArn } from "../model.ts";
import type { Input } from "../shapes.ts";
import { throughputOf } from "../tables/check-table.ts";

type Overrides = Omit<Input<"RestoreTableFromBackup">, "BackupArn">;

interface Circumstances {
  readonly region: string;
  readonly account: string;
  readonly ids: Ids;
  readonly now: number;
  readonly restore: TableRestore;
}

/**
 * The table that a restore makes of another: keys, indexes and ways to pay are its own, or as asked for. Streams, times
 * to live, tags, recovery and protection are not restored.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CreateBackup.html
 */
export function restoredTable(source: TableDefinition, wanted: Overrides, at: Circumstances): TableDefinition {
  const billingMode = wanted.BillingModeOverride ?? source.billingMode;
  const throughput =
    wanted.BillingModeOverride === undefined && wanted.ProvisionedThroughputOverride === undefined
      ? source.throughput
      : throughputOf(wanted.ProvisionedThroughputOverride, billingMode);
  return {
    name: wanted.TargetTableName,
    arn: tableArn(at.region, at.account, wanted.TargetTableName),
    id: at.ids.uuid(),
    createdAt: at.now,
    attributes: source.attributes,
    keySchema: source.keySchema,
    billingMode,
    throughput,
    indexes: keptIndexes(source.indexes, wanted),
    isProtected: false,
    restore: at.restore,
    ...(billingMode === "PAY_PER_REQUEST" && { onDemandSince: at.now }),
    ...(source.tableClass !== undefined && { tableClass: source.tableClass }),
    ...(source.encryption && { encryption: source.encryption }),
  };
}

/** An override names the indexes that are restored; none can be added. */
function keptIndexes(indexes: readonly IndexDefinition[], wanted: Overrides): readonly IndexDefinition[] {
  const names = (list: readonly { readonly IndexName?: string | undefined }[] | undefined) =>
    list && new Set(list.map(({ IndexName }) => IndexName));
  const global = names(wanted.GlobalSecondaryIndexOverride);
  const local = names(wanted.LocalSecondaryIndexOverride);
  return indexes.filter(({ name, isGlobal }) => (isGlobal ? global : local)?.has(name) ?? true);
}
