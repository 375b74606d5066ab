import type { Call, Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { TableDefinition } from "../model.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";
import type { OpenTable } from "../tables/table.ts";
import { underKey } from "../tables/table-key.ts";
import { updatedTable } from "../tables/update-table.ts";
import { startBackfill } from "../workers.ts";

/**
 * Changes how a table is paid for, indexed, streamed, encrypted or protected.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const updateTable: Operation<DynamoDbStore, Shapes["UpdateTable"]> = {
  access: tableAccess("UpdateTable"),

  run(call, input) {
    const { store, clock, ids, region, account } = call;
    const changed = () =>
      updatedTable(existing(store, input.TableName).definition, input, { region, account, ids, now: clock.now() });
    const definition = changed();
    if (input.SSESpecification?.Enabled !== true) return save(call, input, definition);
    // Others may have changed the table while its key was asked for.
    return underKey(call, definition).then(({ encryption }) =>
      save(call, input, { ...changed(), ...(encryption && { encryption }) }),
    );
  },
};

function save({ store, jobs }: Call<DynamoDbStore>, input: Input<"UpdateTable">, definition: TableDefinition) {
  const before = existing(store, input.TableName);

  const after = store.saveTable(definition);
  const { encryption } = before.definition;
  const description = describeChangingTable(definition, store.counts(after), "UPDATING");
  const created = definition.indexes.find(({ isBackfilling, name }) => isBackfilling && !hasIndex(before, name));
  if (created !== undefined) startBackfill(store, jobs, definition.name, created.name);

  return {
    TableDescription: {
      ...description,
      ...(input.SSESpecification !== undefined &&
        encryption !== undefined && {
          SSEDescription: { Status: "UPDATING" as const, SSEType: "KMS" as const, KMSMasterKeyArn: encryption.keyArn },
        }),
    },
  };
}

function existing(store: DynamoDbStore, name: string): OpenTable {
  const table = store.findTable(name);
  if (table === undefined) throw tableNotFound(name);
  return table;
}

const hasIndex = (
  table: { readonly definition: { readonly indexes: readonly { readonly name: string }[] } },
  name: string,
) => table.definition.indexes.some((index) => index.name === name);
