import type { Operation } from "../../../kernel/operation.ts";
import { tableAccess } from "../access.ts";
import { backupTableNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { describeContinuousBackups, recoveryDaysMax } from "../tables/continuous-backups.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups: Operation<DynamoDbStore, Shapes["UpdateContinuousBackups"]> = {
  access: tableAccess("UpdateContinuousBackups"),

  run({ store, clock }, input) {
    const table = store.findTable(input.TableName);
    if (table === undefined) throw backupTableNotFound(input.TableName);

    const { PointInTimeRecoveryEnabled, RecoveryPeriodInDays } = input.PointInTimeRecoverySpecification;
    const { recoverableSince, recoveryDays, ...rest } = table.definition;
    const definition = PointInTimeRecoveryEnabled
      ? {
          ...rest,
          recoverableSince: recoverableSince ?? clock.now(),
          recoveryDays: RecoveryPeriodInDays ?? recoveryDays ?? recoveryDaysMax,
        }
      : rest;
    store.saveTable(definition);

    return { ContinuousBackupsDescription: describeContinuousBackups(definition, clock.now()) };
  },
};
