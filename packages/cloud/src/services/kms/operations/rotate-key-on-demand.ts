import { onKey } from "../access.ts";
import { limitExceeded } from "../errors.ts";
import { randomMaterial } from "../keys/material.ts";
import { synchronize } from "../keys/replicas.ts";
import { rotatableKey } from "../keys/rotation.ts";
import type { KmsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html */
const onDemandMax = 25;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html */
export const rotateKeyOnDemand: KmsOperation<"RotateKeyOnDemand"> = {
  access: onKey("RotateKeyOnDemand"),

  async run(call, { KeyId }) {
    const { store } = call;
    const key = rotatableKey(store, KeyId);
    const done = key.materials.filter(({ rotation }) => rotation === "ON_DEMAND").length;
    if (done >= onDemandMax) throw limitExceeded("The on-demand rotation limit has been reached for the KMS key.");

    const rotated = { ...key, materials: [...key.materials, randomMaterial(call, 32, "ON_DEMAND")] };
    store.putKey(rotated);
    await synchronize(call, rotated);
    return { KeyId: key.id };
  },
};
