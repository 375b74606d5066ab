import type { Operation } from "../../../kernel/operation.ts";
import { recoveryUnavailable, restoreTimeInvalid, tableNotFound, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeExport } from "../transfer/describe-transfer.ts";
import { exportJob } from "../transfer/export-job.ts";

/**
 * Writes what a table held at one moment into a bucket, in the background and with the caller's rights.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 */
export const exportTableToPointInTime: Operation<DynamoDbStore, Shapes["ExportTableToPointInTime"]> = {
  access: (input) => ({ action: "dynamodb:ExportTableToPointInTime", resource: input.TableArn }),

  run({ store, clock, ids, jobs, principal }, input) {
    const now = clock.now();
    const table = store.findTable(input.TableArn);
    if (table === undefined) throw tableNotFound(input.TableArn);
    const { recoverableSince, arn, name, id } = table.definition;
    if (recoverableSince === undefined) throw recoveryUnavailable(name);
    if (input.ExportFormat === "ION") throw validation("ExportFormat ION is not supported by this cloud");
    if (input.ExportType === "INCREMENTAL_EXPORT") {
      throw validation("ExportType INCREMENTAL_EXPORT is not supported by this cloud");
    }
    const at = input.ExportTime?.getTime() ?? now;
    if (at < recoverableSince || at > now) throw restoreTimeInvalid();

    const started = {
      arn: `${arn}/export/0${String(now).padStart(13, "0")}-${ids.text(8, "0123456789abcdef")}`,
      tableArn: arn,
      tableId: id,
      status: "IN_PROGRESS" as const,
      startedAt: now,
      items: 0,
      bytes: 0,
      at,
      principal,
      input,
    };
    store.transfers.exports.put(started.arn, started);
    jobs.add(exportJob, started.arn, { lane: id });

    return { ExportDescription: describeExport(started) };
  },
};
