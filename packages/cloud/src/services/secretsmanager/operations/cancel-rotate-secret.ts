import { onSecret } from "../access.ts";
import { pending } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html */
export const cancelRotateSecret: SecretsOperation<"CancelRotateSecret"> = {
  access: onSecret("CancelRotateSecret"),

  run({ store }, { SecretId = "" }) {
    const secret = store.secret(SecretId);
    const { rotation } = secret;
    const VersionId = secret.versions.find(({ stages }) => stages.includes(pending))?.id;

    if (rotation !== undefined) store.put({ ...secret, rotation: { ...rotation, isOn: false, nextAt: undefined } });
    return { ARN: secret.arn, Name: secret.name, VersionId };
  },
};
