import { onKey } from "../access.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html */
export const listKeyPolicies: KmsOperation<"ListKeyPolicies"> = {
  access: onKey("ListKeyPolicies"),

  run({ store }, { KeyId = "" }) {
    store.key(KeyId);
    return { PolicyNames: ["default"], Truncated: false };
  },
};
