import { onKey } from "../access.ts";
import { keyNotFound, unsupported } from "../errors.ts";
import { synchronize } from "../keys/replicas.ts";
import { enabledKey } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html */
export const updatePrimaryRegion: KmsOperation<"UpdatePrimaryRegion"> = {
  access: onKey("UpdatePrimaryRegion"),

  async run(call, { KeyId, PrimaryRegion = "" }) {
    const { store } = call;
    const key = enabledKey(store, KeyId);
    const arn = keyArn(store.scope, key.id);
    if (key.multiRegion?.primary !== store.scope.region) throw unsupported(`${arn} is not a multi-Region primary key.`);
    const { primary, replicas } = key.multiRegion;
    if (!replicas.includes(PrimaryRegion)) throw keyNotFound(keyArn({ ...store.scope, region: PrimaryRegion }, key.id));

    const others = [primary, ...replicas].filter((region) => region !== PrimaryRegion);
    const changed = { ...key, multiRegion: { primary: PrimaryRegion, replicas: others } };
    store.putKey(changed);
    await synchronize(call, changed);
  },
};
