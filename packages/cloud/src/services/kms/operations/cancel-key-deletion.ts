import { onKey } from "../access.ts";
import { wrongState } from "../errors.ts";
import { keyArn } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html */
export const cancelKeyDeletion: KmsOperation<"CancelKeyDeletion"> = {
  access: onKey("CancelKeyDeletion"),

  run({ store }, { KeyId = "" }) {
    const key = store.key(KeyId);
    const arn = keyArn(store.scope, key.id);
    if (!key.state.startsWith("Pending") || key.state === "PendingImport") {
      throw wrongState(arn, "not pending deletion");
    }

    store.putKey({ ...key, state: "Disabled", deletionAt: undefined, pendingWindowDays: undefined });
    return { KeyId: arn };
  },
};
