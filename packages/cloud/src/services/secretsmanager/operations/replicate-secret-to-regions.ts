import { onSecret } from "../access.ts";
import { invalidParameter } from "../errors.ts";
import { replicationOutput } from "../output.ts";
import { replicaOf } from "../replicas.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicateSecretToRegions.html */
export const replicateSecretToRegions: SecretsOperation<"ReplicateSecretToRegions"> = {
  access: onSecret("ReplicateSecretToRegions"),

  run({ store }, { SecretId = "", AddReplicaRegions = [] }) {
    const secret = store.secret(SecretId);
    const added = AddReplicaRegions.map(replicaOf);
    if (added.some(({ region }) => region === store.scope.region)) {
      throw invalidParameter("Invalid replica region. The primary region can't be a replica.");
    }

    const kept = (secret.replicas ?? []).filter(({ region }) => !added.some((replica) => replica.region === region));
    const replicated = { ...secret, replicas: [...kept, ...added] };
    store.put(replicated);
    return { ARN: secret.arn, ReplicationStatus: replicationOutput(replicated) };
  },
};
