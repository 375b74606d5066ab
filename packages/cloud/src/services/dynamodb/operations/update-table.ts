import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { tableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeChangingTable } from "../tables/describe.ts";
import { updatedTable } from "../tables/update-table.ts";
import { startBackfill } from "../workers.ts";

/**
 * Changes how a table is paid for, indexed, streamed, encrypted or protected.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export const updateTable: Operation<DynamoDbStore, Shapes["UpdateTable"]> = {
  access: tableAccess("UpdateTable"),

  run({ store, clock, ids, jobs, region, account }, input) {
    const before = store.findTable(input.TableName);
    if (before === undefined) throw tableNotFound(input.TableName);
    const definition = updatedTable(before.definition, input, { region, account, ids, now: clock.now() });

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
            SSEDescription: { Status: "UPDATING", SSEType: "KMS", KMSMasterKeyArn: encryption.keyArn },
          }),
      },
    };
  },
};

const hasIndex = (
  table: { readonly definition: { readonly indexes: readonly { readonly name: string }[] } },
  name: string,
) => table.definition.indexes.some((index) => index.name === name);
