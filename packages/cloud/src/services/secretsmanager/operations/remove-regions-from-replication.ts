import { onSecret } from "../access.ts";
import { replicationOutput } from "../output.ts";
import type { SecretsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RemoveRegionsFromReplication.html */
export const removeRegionsFromReplication: SecretsOperation<"RemoveRegionsFromReplication"> = {
  access: onSecret("RemoveRegionsFromReplication"),

  run({ store }, { SecretId = "", RemoveReplicaRegions = [] }) {
    const secret = store.secret(SecretId);
    const left = (secret.replicas ?? []).filter(({ region }) => !RemoveReplicaRegions.includes(region));

    const changed = { ...secret, replicas: left.length === 0 ? undefined : left };
    store.put(changed);
    return { ARN: secret.arn, ReplicationStatus: replicationOutput(changed) ?? [] };
  },
};
