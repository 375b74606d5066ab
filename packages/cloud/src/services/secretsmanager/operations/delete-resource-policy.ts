import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: SecretsOperation<"DeleteResourcePolicy"> = {
  access: onSecret("DeleteResourcePolicy"),

  run({ store }, { SecretId = "" }) {
    const secret = store.secret(SecretId);

    store.put({ ...secret, policy: undefined });
    return { ARN: secret.arn, Name: secret.name };
  },
};
