import { pageOf } from "../../../kernel/paging.ts";
import { onKey } from "../access.ts";
import { grantOutput } from "../grants/output.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html */
export const listGrants: KmsOperation<"ListGrants"> = {
  access: onKey("ListGrants"),

  run({ store }, { KeyId = "", GrantId, GranteePrincipal, Marker, Limit = limitDefault }) {
    const grants = [...store.grants(store.key(KeyId).id)].filter(
      ({ id, grantee }) =>
        (GrantId === undefined || id === GrantId) && (GranteePrincipal === undefined || grantee === GranteePrincipal),
    );
    const { items, next } = pageOf(grants, { token: Marker, max: Limit, idOf: ({ id }) => id });
    return {
      Grants: items.map((grant) => grantOutput(store.scope, grant)),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};
