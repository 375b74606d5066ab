import { onSecret } from "../access.ts";
import { invalidRequest } from "../errors.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_StopReplicationToReplica.html */
export const stopReplicationToReplica: SecretsOperation<"StopReplicationToReplica"> = {
  access: onSecret("StopReplicationToReplica"),

  run({ store }, { SecretId = "" }) {
    const { arn } = store.secret(SecretId);
    throw invalidRequest(
      `Operation not permitted on a primary secret: ${arn}. Call must be made in a replica's region.`,
    );
  },
};
