import { keyAccess } from "../access.ts";
import { grantNotFound } from "../errors.ts";
import { endDryRun } from "../keys/usable-key.ts";
import type { Grant } from "../model.ts";
import type { KmsOperation, Shapes } from "../shapes.ts";
import type { KmsStore } from "../store.ts";

function grantOf(store: KmsStore, { GrantToken, KeyId, GrantId = "" }: Shapes["RetireGrant"]["input"]): Grant {
  const grant =
    KeyId === undefined
      ? [...store.allGrants()].find(({ token }) => token === GrantToken)
      : store.findGrant(store.key(KeyId).id, GrantId);
  if (grant === undefined) throw grantNotFound(GrantId);
  return grant;
}

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html */
export const retireGrant: KmsOperation<"RetireGrant"> = {
  access(input, scope, store, principal) {
    const grant = grantOf(store, input);
    const mayBeItself = [grant.retiring, grant.operations.includes("RetireGrant") ? grant.grantee : undefined];
    const names = "arn" in principal ? [principal.arn, principal.kind === "session" ? principal.roleArn : ""] : [];
    // Whom the grant names needs no policy.
    if (mayBeItself.some((name) => name !== undefined && names.includes(name))) return [];
    const key = store.findKey(grant.keyId);
    return key === undefined ? [] : keyAccess("RetireGrant", key, scope, principal);
  },

  run({ store }, input) {
    const grant = grantOf(store, input);
    endDryRun(input);

    store.deleteGrant(grant);
  },
};
