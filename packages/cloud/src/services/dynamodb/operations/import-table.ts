import type { Operation } from "../../../kernel/operation.ts";
import { arnOfTable } from "../access.ts";
import { tableExists, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { newTable } from "../tables/new-table.ts";
import { underKey } from "../tables/table-key.ts";
import { describeImport } from "../transfer/describe-transfer.ts";
import { importJob } from "../transfer/import-job.ts";

/**
 * Makes a new table of what a bucket holds, in the background and with the caller's rights.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ImportTable.html
 */
export const importTable: Operation<DynamoDbStore, Shapes["ImportTable"]> = {
  access: (input, scope) => ({
    action: "dynamodb:ImportTable",
    resource: arnOfTable(input.TableCreationParameters.TableName, scope),
  }),

  async run(call, input) {
    const { store, clock, ids, jobs, principal, region, account } = call;
    const now = clock.now();
    if (input.InputFormat === "ION") throw validation("InputFormat ION is not supported by this cloud");
    if (input.InputCompressionType === "ZSTD") {
      throw validation("InputCompressionType ZSTD is not supported by this cloud");
    }
    const given = newTable(input.TableCreationParameters, { region, account, ids, now });
    const definition = await underKey(call, given);
    if (store.findTable(definition.name) !== undefined) throw tableExists(definition.name);

    store.saveTable(definition);
    const started = {
      arn: `${definition.arn}/import/0${String(now).padStart(13, "0")}-${ids.text(8, "0123456789abcdef")}`,
      tableArn: definition.arn,
      tableId: definition.id,
      status: "IN_PROGRESS" as const,
      startedAt: now,
      items: 0,
      bytes: 0,
      imported: 0,
      errors: 0,
      principal,
      input,
    };
    store.transfers.imports.put(started.arn, started);
    jobs.add(importJob, started.arn, { lane: definition.id });

    return { ImportTableDescription: describeImport(started) };
  },
};
