import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
export const setPlatformApplicationAttributes: SnsOperation<"SetPlatformApplicationAttributes"> = {
  access: (input) => ({
    action: "sns:SetPlatformApplicationAttributes",
    resource: resourceOf(input.PlatformApplicationArn),
  }),

  run({ store }, { PlatformApplicationArn, Attributes = {} }) {
    const arn = readPlatformArn(PlatformApplicationArn, "PlatformApplicationArn");
    const application = store.platforms.application(arn);
    const { PlatformCredential: _, PlatformPrincipal: __, ...change } = Attributes;

    store.platforms.putApplication({ ...application, attributes: { ...application.attributes, ...change } });
  },
};
