import { onSecret } from "../access.ts";
import { current } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";
import { versionOf, withValue } from "../values/add-version.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export const updateSecret: SecretsOperation<"UpdateSecret"> = {
  access: onSecret("UpdateSecret"),

  async run(call, input) {
    const { store, clock } = call;
    const before = store.secret(input.SecretId ?? "");
    const secret = {
      ...before,
      description: input.Description ?? before.description,
      kmsKeyId: input.KmsKeyId ?? before.kmsKeyId,
    };
    const added = versionOf(call, input, [current]);
    const versions = added === undefined ? secret.versions : await withValue(call, secret, added);

    store.put({ ...secret, versions, changedAt: clock.now() });
    return { ARN: secret.arn, Name: secret.name, VersionId: added?.id };
  },
};
