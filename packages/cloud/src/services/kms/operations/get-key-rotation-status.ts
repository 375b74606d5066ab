import { onKey } from "../access.ts";
import type { KmsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html */
export const getKeyRotationStatus: KmsOperation<"GetKeyRotationStatus"> = {
  access: onKey("GetKeyRotationStatus"),

  run({ store }, { KeyId = "" }) {
    const { id, rotation } = store.key(KeyId);
    return {
      KeyId: id,
      KeyRotationEnabled: rotation !== undefined,
      RotationPeriodInDays: rotation?.periodDays,
      NextRotationDate: rotation === undefined ? undefined : new Date(rotation.nextAt),
    };
  },
};
