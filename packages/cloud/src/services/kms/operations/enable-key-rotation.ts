import { onKey } from "../access.ts";
import { unsupported } from "../errors.ts";
import { rotatableKey } from "../keys/rotation.ts";
import { rotationJob } from "../keys/rotation-job.ts";
import { dayMs } from "../model.ts";
import type { KmsOperation } from "../shapes.ts";

const periodDaysDefault = 365;

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
export const enableKeyRotation: KmsOperation<"EnableKeyRotation"> = {
  access: onKey("EnableKeyRotation"),

  run({ store, clock, jobs }, { KeyId, RotationPeriodInDays = periodDaysDefault }) {
    const key = rotatableKey(store, KeyId);
    if (key.origin !== "AWS_KMS") throw unsupported();
    const nextAt = clock.now() + RotationPeriodInDays * dayMs;

    store.putKey({ ...key, rotation: { periodDays: RotationPeriodInDays, nextAt } });
    jobs.add(rotationJob, { keyId: key.id, at: nextAt }, { delayMs: nextAt - clock.now() });
  },
};
