import { onSecret } from "../access.ts";
import { checkPolicy } from "../resource-policy.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html */
export const putResourcePolicy: SecretsOperation<"PutResourcePolicy"> = {
  access: onSecret("PutResourcePolicy"),

  run({ store }, { SecretId = "", ResourcePolicy: policy = "", BlockPublicPolicy = false }) {
    const secret = store.secret(SecretId);
    checkPolicy(policy, BlockPublicPolicy);

    store.put({ ...secret, policy });
    return { ARN: secret.arn, Name: secret.name };
  },
};
