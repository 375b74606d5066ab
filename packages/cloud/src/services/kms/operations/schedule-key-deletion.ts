import { onKey } from "../access.ts";
import { invalid } from "../errors.ts";
import { deletionJob } from "../keys/deletion-job.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import { dayMs, keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

const windowDaysDefault = 30;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html */
export const scheduleKeyDeletion: KmsOperation<"ScheduleKeyDeletion"> = {
  access: onKey("ScheduleKeyDeletion"),

  run({ store, clock, jobs }, { KeyId, PendingWindowInDays = windowDaysDefault }) {
    const key = ownKey(liveKey(store, KeyId));
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      throw invalid(`PendingWindowInDays must be between 7 and 30, got ${PendingWindowInDays}`);
    }
    const arn = keyArn(store.scope, key.id);
    // A primary goes last: its time runs once it has no replica left.
    const waits = key.multiRegion?.primary === store.scope.region && key.multiRegion.replicas.length > 0;
    const deletionAt = waits ? undefined : clock.now() + PendingWindowInDays * dayMs;

    const state = waits ? "PendingReplicaDeletion" : "PendingDeletion";
    store.putKey({ ...key, state, deletionAt, pendingWindowDays: PendingWindowInDays });
    if (deletionAt !== undefined) {
      jobs.add(deletionJob, { keyId: key.id, deletionAt }, { delayMs: deletionAt - clock.now() });
    }
    return {
      KeyId: arn,
      DeletionDate: deletionAt === undefined ? undefined : new Date(deletionAt),
      KeyState: state,
      PendingWindowInDays,
    };
  },
};
