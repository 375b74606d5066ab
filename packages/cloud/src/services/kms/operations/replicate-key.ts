import { onKey } from "../access.ts";
import { keyExists, unsupported } from "../errors.ts";
import { keyMetadata } from "../keys/metadata.ts";
import { defaultPolicy } from "../keys/policy.ts";
import { sendTo, synchronize } from "../keys/replicas.ts";
import { withTags } from "../keys/tags.ts";
import { enabledKey } from "../keys/usable-key.ts";
import { type Key, keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html */
export const replicateKey: KmsOperation<"ReplicateKey"> = {
  access: onKey("ReplicateKey"),

  async run(call, input) {
    const { store, account, clock } = call;
    const { KeyId, ReplicaRegion = "", Tags = [] } = input;
    const key = enabledKey(store, KeyId);
    const arn = keyArn(store.scope, key.id);
    if (key.multiRegion?.primary !== store.scope.region) throw unsupported(`${arn} is not a multi-Region primary key.`);
    const { primary, replicas } = key.multiRegion;
    const there = { account, region: ReplicaRegion };
    if ([primary, ...replicas].includes(ReplicaRegion)) throw keyExists(keyArn(there, key.id));
    const replica: Key = {
      ...key,
      description: input.Description ?? "",
      policy: input.Policy ?? defaultPolicy(account),
      tags: withTags({}, Tags),
      createdAt: clock.now(),
      multiRegion: { primary, replicas: [...replicas, ReplicaRegion] },
    };

    const changed = { ...key, multiRegion: replica.multiRegion };
    store.putKey(changed);
    await sendTo(call, ReplicaRegion, replica);
    await synchronize(call, changed);
    const metadata = {
      ...keyMetadata(there, { ...replica, materials: [] }),
      Enabled: false,
      KeyState: "Creating" as const,
    };
    return {
      ReplicaKeyMetadata: metadata,
      ReplicaPolicy: replica.policy,
      ReplicaTags: Tags.length === 0 ? undefined : Tags,
    };
  },
};
