import { onSecret } from "../access.ts";
import { invalidParameter } from "../errors.ts";
import type { SecretsOperation } from "../shapes.ts";

const windowDaysDefault = 30;
const dayMs = 24 * 60 * 60_000;

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
export const deleteSecret: SecretsOperation<"DeleteSecret"> = {
  access: onSecret("DeleteSecret"),

  run({ store, clock }, { SecretId = "", RecoveryWindowInDays, ForceDeleteWithoutRecovery = false }) {
    if (ForceDeleteWithoutRecovery && RecoveryWindowInDays !== undefined) {
      throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    const secret = store.secret(SecretId);

    const windowMs = ForceDeleteWithoutRecovery ? 0 : (RecoveryWindowInDays ?? windowDaysDefault) * dayMs;
    if (ForceDeleteWithoutRecovery) store.delete(secret);
    else store.put({ ...secret, deletedAt: clock.now() });
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(clock.now() + windowMs) };
  },
};
