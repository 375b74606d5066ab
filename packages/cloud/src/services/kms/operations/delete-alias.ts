import { onKey } from "../access.ts";
import { checkAliasName } from "../keys/alias-name.ts";
import { aliasArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html */
export const deleteAlias: KmsOperation<"DeleteAlias"> = {
  access: (input, scope, store, principal) => [
    { action: "kms:DeleteAlias", resource: aliasArn(scope, input.AliasName ?? "") },
    onKey("DeleteAlias")({ KeyId: store.alias(input.AliasName ?? "").keyId }, scope, store, principal),
  ],

  run({ store }, { AliasName = "" }) {
    checkAliasName(AliasName);
    store.deleteAlias(store.alias(AliasName).name);
  },
};
