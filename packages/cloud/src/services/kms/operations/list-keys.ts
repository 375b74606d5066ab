import { pageOf } from "../../../kernel/paging.ts";
import { onNoKey } from "../access.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

const limitDefault = 100;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html */
export const listKeys: KmsOperation<"ListKeys"> = {
  access: onNoKey("ListKeys"),

  run({ store }, { Marker, Limit = limitDefault }) {
    const { items, next } = pageOf(store.keys(), { token: Marker, max: Limit, idOf: ({ id }) => id });
    return {
      Keys: items.map(({ id }) => ({ KeyId: id, KeyArn: keyArn(store.scope, id) })),
      NextMarker: next,
      Truncated: next !== undefined,
    };
  },
};
