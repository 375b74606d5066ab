import { onSecret } from "../access.ts";
import { noSuchVersion } from "../errors.ts";
import { current } from "../model.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue: SecretsOperation<"GetSecretValue"> = {
  access: onSecret("GetSecretValue"),

  run({ store }, { SecretId = "", VersionId, VersionStage }) {
    const secret = store.secret(SecretId);
    const stage = VersionStage ?? (VersionId === undefined ? current : undefined);
    const version = secret.versions.find(
      ({ id, stages }) =>
        (VersionId === undefined || id === VersionId) && (stage === undefined || stages.includes(stage)),
    );
    if (version === undefined) {
      throw noSuchVersion(VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`);
    }
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      VersionStages: [...version.stages],
      CreatedDate: new Date(version.createdAt),
      ...(version.text === undefined ? {} : { SecretString: version.text }),
      ...(version.bytes === undefined ? {} : { SecretBinary: Buffer.from(version.bytes, "base64") }),
    };
  },
};
