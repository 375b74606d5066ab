import { onKey } from "../access.ts";
import { invalid } from "../errors.ts";
import { checkPolicy } from "../keys/policy.ts";
import { liveKey, ownKey } from "../keys/usable-key.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html */
export const putKeyPolicy: KmsOperation<"PutKeyPolicy"> = {
  access: onKey("PutKeyPolicy"),

  run({ store, account, principal }, input) {
    const { KeyId, PolicyName = "default", Policy: policy = "" } = input;
    const key = ownKey(liveKey(store, KeyId));
    if (PolicyName !== "default") throw invalid("Policy name must be default");
    const isLockoutAllowed = input.BypassPolicyLockoutSafetyCheck === true;
    checkPolicy({ policy, arn: keyArn(store.scope, key.id), account, principal, isLockoutAllowed });

    store.putKey({ ...key, policy });
  },
};
