import { onSecret } from "../access.ts";
import { current, withVersion } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue: SecretsOperation<"PutSecretValue"> = {
  access: onSecret("PutSecretValue"),

  run({ store, clock, ids }, input) {
    const { SecretId = "", SecretString, SecretBinary, ClientRequestToken, VersionStages = [current] } = input;
    const secret = store.secret(SecretId);

    const id = ClientRequestToken ?? ids.uuid();
    const bytes = SecretBinary === undefined ? undefined : Buffer.from(SecretBinary).toString("base64");
    const added = { id, stages: VersionStages, text: SecretString, bytes, createdAt: clock.now() };
    store.put({ ...secret, versions: withVersion(secret.versions, added), changedAt: clock.now() });
    return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages };
  },
};
