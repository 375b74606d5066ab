import { onSecret } from "../access.ts";
import { invalidRequest } from "../errors.ts";
import { current } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";
import { versionOf, withValue } from "../values/add-version.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue: SecretsOperation<"PutSecretValue"> = {
  access: onSecret("PutSecretValue"),

  async run(call, input) {
    const { store, clock } = call;
    const { SecretId = "", VersionStages = [current] } = input;
    const secret = store.secret(SecretId);
    const added = versionOf(call, input, VersionStages);
    if (added === undefined) throw invalidRequest("You must provide either SecretString or SecretBinary.");
    const versions = await withValue(call, secret, added);

    store.put({ ...secret, versions, changedAt: clock.now() });
    return { ARN: secret.arn, Name: secret.name, VersionId: added.id, VersionStages };
  },
};
