import { onSecret } from "../access.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export const tagResource: SecretsOperation<"TagResource"> = {
  access: onSecret("TagResource"),

  run({ store }, { SecretId = "", Tags = [] }) {
    const secret = store.secret(SecretId);
    const added = Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));

    store.put({ ...secret, tags: { ...secret.tags, ...added } });
  },
};
