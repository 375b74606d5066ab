import { pageOf } from "../../../kernel/paging.ts";
import { onNoKey } from "../access.ts";
import { grantOutput } from "../grants/output.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListRetirableGrants.html */
export const listRetirableGrants: KmsOperation<"ListRetirableGrants"> = {
  access: onNoKey("ListRetirableGrants"),

  run({ store }, { RetiringPrincipal, Marker, Limit = limitDefault }) {
    const grants = [...store.allGrants()].filter(({ retiring }) => retiring === RetiringPrincipal);
    const { items, next } = pageOf(grants, { token: Marker, max: Limit, idOf: ({ keyId, id }) => `${keyId}/${id}` });
    return {
      Grants: items.map((grant) => grantOutput(store.scope, grant)),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};
