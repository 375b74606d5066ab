import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RestoreSecret.html */
export const restoreSecret: SecretsOperation<"RestoreSecret"> = {
  access: onSecret("RestoreSecret"),

  run({ store }, { SecretId = "" }) {
    const secret = store.anySecret(SecretId);

    store.put({ ...secret, deletedAt: undefined, deletionAt: undefined });
    return { ARN: secret.arn, Name: secret.name };
  },
};
