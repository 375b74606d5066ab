import { AwsError } from "@millrace/wire";
import { onKey } from "../access.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
export const getKeyPolicy: KmsOperation<"GetKeyPolicy"> = {
  access: onKey("GetKeyPolicy"),

  run({ store }, { KeyId = "", PolicyName = "default" }) {
    const { policy } = store.key(KeyId);
    if (PolicyName !== "default") throw new AwsError("NotFoundException", `No such policy exists`, { status: 400 });
    return { Policy: policy, PolicyName };
  },
};
