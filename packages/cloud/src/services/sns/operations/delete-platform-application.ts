import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html */
export const deletePlatformApplication: SnsOperation<"DeletePlatformApplication"> = {
  access: (input) => ({ action: "sns:DeletePlatformApplication", resource: resourceOf(input.PlatformApplicationArn) }),

  run({ store }, { PlatformApplicationArn = "" }) {
    store.platforms.deleteApplication(PlatformApplicationArn);
  },
};
