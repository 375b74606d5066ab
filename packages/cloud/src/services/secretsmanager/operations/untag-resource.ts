import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export const untagResource: SecretsOperation<"UntagResource"> = {
  access: onSecret("UntagResource"),

  run({ store }, { SecretId = "", TagKeys = [] }) {
    const secret = store.secret(SecretId);
    const tags = Object.fromEntries(Object.entries(secret.tags).filter(([key]) => !TagKeys.includes(key)));

    store.put({ ...secret, tags });
  },
};
