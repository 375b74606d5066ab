import type { TableDefinition } from "../model.ts";
import type { Output } from "../shapes.ts";

const dayMs = 24 * 60 * 60 * 1000;
export const recoveryDaysMax = 35;
/** Restoring reaches up to five minutes ago. */
const restoreLagMs = 5 * 60 * 1000;

type Description = NonNullable<Output<"DescribeContinuousBackups">["ContinuousBackupsDescription"]>;

/** How far back a table could be restored. */
export function describeContinuousBackups(table: TableDefinition, now: number): Description {
  const { recoverableSince, recoveryDays = recoveryDaysMax } = table;
  return {
    ContinuousBackupsStatus: "ENABLED",
    PointInTimeRecoveryDescription:
      recoverableSince === undefined
        ? { PointInTimeRecoveryStatus: "DISABLED" }
        : {
            PointInTimeRecoveryStatus: "ENABLED",
            RecoveryPeriodInDays: recoveryDays,
            EarliestRestorableDateTime: new Date(Math.max(recoverableSince, now - recoveryDays * dayMs)),
            LatestRestorableDateTime: new Date(Math.max(recoverableSince, now - restoreLagMs)),
          },
  };
}
