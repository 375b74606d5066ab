import { onSecret } from "../access.ts";
import { deletionJob } from "../deletion-job.ts";
import { invalidParameter } from "../errors.ts";
import type { SecretsOperation } from "../shapes.ts";

const windowDaysDefault = 30;
const dayMs = 24 * 60 * 60_000;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deleteSecret: SecretsOperation<"DeleteSecret"> = {
  access: onSecret("DeleteSecret"),

  run({ store, clock, jobs }, { SecretId = "", RecoveryWindowInDays, ForceDeleteWithoutRecovery = false }) {
    if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
      throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    const days = RecoveryWindowInDays ?? windowDaysDefault;
    if (days < 7 || days > windowDaysDefault) {
      throw invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    const secret = store.secret(SecretId);

    const now = clock.now();
    const deletionAt = ForceDeleteWithoutRecovery ? now : now + days * dayMs;
    if (ForceDeleteWithoutRecovery) store.delete(secret);
    else {
      store.put({ ...secret, deletedAt: now, deletionAt });
      jobs.add(deletionJob, { name: secret.name, deletionAt }, { delayMs: deletionAt - now });
    }
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletionAt) };
  },
};
