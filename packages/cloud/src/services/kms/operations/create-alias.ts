import { onKey } from "../access.ts";
import { aliasExists } from "../errors.ts";
import { checkAliasName } from "../keys/alias-name.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import { aliasArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
export const createAlias: KmsOperation<"CreateAlias"> = {
  access: (input, scope, store, principal) => [
    { action: "kms:CreateAlias", resource: aliasArn(scope, input.AliasName ?? "") },
    onKey("CreateAlias")({ KeyId: input.TargetKeyId }, scope, store, principal),
  ],

  run({ store, clock }, { AliasName = "", TargetKeyId }) {
    checkAliasName(AliasName);
    const key = ownKey(liveKey(store, TargetKeyId));
    if (store.findAlias(AliasName) !== undefined) throw aliasExists(aliasArn(store.scope, AliasName));

    const createdAt = clock.now();
    store.putAlias({ name: AliasName, keyId: key.id, createdAt, changedAt: createdAt });
  },
};
