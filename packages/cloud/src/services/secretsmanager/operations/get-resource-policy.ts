import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetResourcePolicy.html */
export const getResourcePolicy: SecretsOperation<"GetResourcePolicy"> = {
  access: onSecret("GetResourcePolicy"),

  run({ store }, { SecretId = "" }) {
    const { arn, name, policy } = store.anySecret(SecretId);
    return { ARN: arn, Name: name, ResourcePolicy: policy };
  },
};
