import type { Operation } from "../../../kernel/operation.ts";
import { arnOfTable } from "../access.ts";
import { restoredTable } from "../backups/restored-table.ts";
import {
  backupTableNotFound,
  recoveryUnavailable,
  restoredTableExists,
  restoreTimeInvalid,
  validation,
} from "../errors.ts";
import type { TableDefinition } from "../model.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { recoveryDaysMax } from "../tables/continuous-backups.ts";
import { describeChangingTable } from "../tables/describe.ts";
import { StoredItem } from "../values/stored-item.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes a new table of what another held at one moment: what it holds now, with every change since then taken back.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html
 */
export const restoreTableToPointInTime: Operation<DynamoDbStore, Shapes["RestoreTableToPointInTime"]> = {
  access: (input, scope) => [
    { action: "dynamodb:RestoreTableToPointInTime", resource: arnOfTable(sourceOf(input), scope) },
    { action: "dynamodb:RestoreTableToPointInTime", resource: arnOfTable(input.TargetTableName, scope) },
  ],

  run({ store, clock, ids, region, account }, input) {
    const now = clock.now();
    const source = store.findTable(sourceOf(input));
    if (source === undefined) throw backupTableNotFound(sourceOf(input));
    if (store.findTable(input.TargetTableName) !== undefined) throw restoredTableExists(input.TargetTableName);
    const at = wantedTime(source.definition, input, now);
    const restore = { sourceTableArn: source.definition.arn, at };
    const definition = restoredTable(source.definition, input, { region, account, ids, now, restore });

    const table = store.saveTable(definition);
    for (const { key, value } of source.rows.range()) store.write(table, key, undefined, StoredItem.parse(value));
    for (const { key, row } of store.history.since(source.definition, at)) {
      store.write(table, key, table.read(key), row === undefined ? undefined : StoredItem.parse(row));
    }

    return { TableDescription: describeChangingTable(definition, {}, "CREATING") };
  },
};

function sourceOf({ SourceTableName, SourceTableArn }: Input<"RestoreTableToPointInTime">): string {
  const source = SourceTableArn ?? SourceTableName;
  if (source === undefined) throw validation("Either SourceTableName or SourceTableArn must be specified");
  return source;
}

function wantedTime(table: TableDefinition, input: Input<"RestoreTableToPointInTime">, now: number): number {
  const { recoverableSince, recoveryDays = recoveryDaysMax, name } = table;
  if (recoverableSince === undefined) throw recoveryUnavailable(name);
  const { RestoreDateTime: given, UseLatestRestorableTime } = input;
  if ((given === undefined) === (UseLatestRestorableTime !== true)) {
    throw validation("Either RestoreDateTime or UseLatestRestorableTime must be specified, and not both");
  }
  const at = given?.getTime() ?? now;
  if (at < Math.max(recoverableSince, now - recoveryDays * dayMs) || at > now) throw restoreTimeInvalid();
  return at;
}
