import { onSecret } from "../access.ts";
import { current, withVersion } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export const updateSecret: SecretsOperation<"UpdateSecret"> = {
  access: onSecret("UpdateSecret"),

  run({ store, clock, ids }, input) {
    const { SecretId = "", SecretString, SecretBinary, ClientRequestToken } = input;
    const secret = store.secret(SecretId);

    const id = ClientRequestToken ?? ids.uuid();
    const hasValue = SecretString !== undefined || SecretBinary !== undefined;
    const bytes = SecretBinary === undefined ? undefined : Buffer.from(SecretBinary).toString("base64");
    const added = { id, stages: [current], text: SecretString, bytes, createdAt: clock.now() };
    store.put({
      ...secret,
      description: input.Description ?? secret.description,
      kmsKeyId: input.KmsKeyId ?? secret.kmsKeyId,
      versions: hasValue ? withVersion(secret.versions, added) : secret.versions,
      changedAt: clock.now(),
    });
    return { ARN: secret.arn, Name: secret.name, ...(hasValue ? { VersionId: id } : {}) };
  },
};
