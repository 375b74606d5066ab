import { onSecret } from "../access.ts";
import { secretOutput } from "../output.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret: SecretsOperation<"DescribeSecret"> = {
  access: onSecret("DescribeSecret"),

  run({ store }, { SecretId = "" }) {
    const secret = store.anySecret(SecretId);
    const stages = secret.versions.filter((version) => version.stages.length > 0);
    return {
      ...secretOutput(secret),
      ...(stages.length === 0
        ? {}
        : { VersionIdsToStages: Object.fromEntries(stages.map((one) => [one.id, [...one.stages]])) }),
    };
  },
};
