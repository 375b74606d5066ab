import { onKey } from "../access.ts";
import { invalid } from "../errors.ts";
import { checkAliasName } from "../keys/alias-name.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import { aliasArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html */
export const updateAlias: KmsOperation<"UpdateAlias"> = {
  access: (input, scope, store, principal) => [
    { action: "kms:UpdateAlias", resource: aliasArn(scope, input.AliasName ?? "") },
    onKey("UpdateAlias")({ KeyId: store.alias(input.AliasName ?? "").keyId }, scope, store, principal),
    onKey("UpdateAlias")({ KeyId: input.TargetKeyId }, scope, store, principal),
  ],

  run({ store, clock }, { AliasName = "", TargetKeyId }) {
    checkAliasName(AliasName);
    const alias = store.alias(AliasName);
    const key = ownKey(liveKey(store, TargetKeyId));
    const before = store.findKey(alias.keyId);
    if (before !== undefined && (before.usage !== key.usage || before.spec !== key.spec)) {
      throw invalid(`Alias ${aliasArn(store.scope, AliasName)} cannot be moved to a key of another type or usage.`);
    }

    store.putAlias({ ...alias, keyId: key.id, changedAt: clock.now() });
  },
};
