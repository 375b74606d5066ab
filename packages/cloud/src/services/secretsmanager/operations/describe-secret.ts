import { onSecret } from "../access.ts";
import { replicationOutput, secretOutput, stagesOutput } from "../output.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html */
export const describeSecret: SecretsOperation<"DescribeSecret"> = {
  access: onSecret("DescribeSecret"),

  run({ store }, { SecretId = "" }) {
    const secret = store.anySecret(SecretId);
    return {
      ...secretOutput(secret),
      VersionIdsToStages: stagesOutput(secret),
      ReplicationStatus: replicationOutput(secret),
    };
  },
};
