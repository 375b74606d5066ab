import { alreadyExists, isScheduledForDeletion } from "../errors.ts";
import { current, type Secret, secretArn } from "../model.ts";
import { replicationOutput } from "../output.ts";
import { replicaOf } from "../replicas.ts";
import type { SecretsOperation } from "../shapes.ts";
import { versionOf, withValue } from "../values/add-version.ts";
import { seal } from "../values/sealing.ts";

const suffixAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const createSecret: SecretsOperation<"CreateSecret"> = {
  access: ({ Name = "" }, { account, region }) => ({
    action: "secretsmanager:CreateSecret",
    resource: `arn:aws:secretsmanager:${region}:${account}:secret:${Name}-??????`,
    context: { "secretsmanager:Name": Name },
  }),

  async run(call, input) {
    const { store, clock, ids } = call;
    const { Name = "", Tags = [], AddReplicaRegions = [] } = input;
    const version = versionOf(call, input, [current]);
    const before = store.find(Name);
    if (before?.deletedAt !== undefined) throw isScheduledForDeletion();
    if (before !== undefined) {
      const same = version === undefined ? undefined : before.versions.find(({ id }) => id === version.id);
      if (version === undefined || same === undefined) throw alreadyExists(Name);
      await withValue(call, before, version);
      return { ARN: before.arn, Name, VersionId: same.id };
    }
    const arn = secretArn(store.scope, Name, ids.text(6, suffixAlphabet));
    const sealed = version === undefined ? undefined : await seal(call, { arn, kmsKeyId: input.KmsKeyId }, version);

    const now = clock.now();
    const secret: Secret = {
      name: Name,
      arn,
      description: input.Description,
      kmsKeyId: input.KmsKeyId,
      tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
      versions: sealed === undefined ? [] : [sealed],
      replicas: AddReplicaRegions.length === 0 ? undefined : AddReplicaRegions.map(replicaOf),
      createdAt: now,
      changedAt: now,
    };
    store.put(secret);
    return { ARN: secret.arn, Name, VersionId: version?.id, ReplicationStatus: replicationOutput(secret) };
  },
};
