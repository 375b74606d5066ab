import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetPlatformApplicationAttributes.html */
export const getPlatformApplicationAttributes: SnsOperation<"GetPlatformApplicationAttributes"> = {
  access: (input) => ({
    action: "sns:GetPlatformApplicationAttributes",
    resource: resourceOf(input.PlatformApplicationArn),
  }),

  run({ store }, { PlatformApplicationArn }) {
    const arn = readPlatformArn(PlatformApplicationArn, "PlatformApplicationArn");
    return { Attributes: { ...store.platforms.application(arn).attributes } };
  },
};
