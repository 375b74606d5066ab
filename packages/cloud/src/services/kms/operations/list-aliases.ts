import { pageOf } from "../../../kernel/paging.ts";
import { onNoKey } from "../access.ts";
import { aliasArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 50;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListAliases.html */
export const listAliases: KmsOperation<"ListAliases"> = {
  access: onNoKey("ListAliases"),

  run({ store }, { KeyId, Marker, Limit = limitDefault }) {
    const of = KeyId === undefined ? undefined : store.key(KeyId).id;
    const aliases = [...store.aliases()].filter(({ keyId }) => of === undefined || keyId === of);
    const { items, next } = pageOf(aliases, { token: Marker, max: Limit, idOf: ({ name }) => name });
    return {
      Aliases: items.map(({ name, keyId, createdAt, changedAt }) => ({
        AliasName: name,
        AliasArn: aliasArn(store.scope, name),
        TargetKeyId: keyId,
        CreationDate: new Date(createdAt),
        LastUpdatedDate: new Date(changedAt),
      })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};
