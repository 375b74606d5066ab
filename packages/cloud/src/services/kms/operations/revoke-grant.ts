import { onKey } from "../access.ts";
import { grantNotFound } from "../errors.ts";
import { endDryRun } from "../keys/usable-key.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html */
export const revokeGrant: KmsOperation<"RevokeGrant"> = {
  access: onKey("RevokeGrant"),

  run({ store }, input) {
    const { KeyId = "", GrantId = "" } = input;
    const grant = store.findGrant(store.key(KeyId).id, GrantId);
    if (grant === undefined) throw grantNotFound(GrantId);
    endDryRun(input);

    store.deleteGrant(grant);
  },
};
