import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
export const setEndpointAttributes: SnsOperation<"SetEndpointAttributes"> = {
  access: (input) => ({ action: "sns:SetEndpointAttributes", resource: resourceOf(input.EndpointArn) }),

  run({ store }, { EndpointArn, Attributes = {} }) {
    const device = store.platforms.device(readPlatformArn(EndpointArn, "EndpointArn"));

    store.platforms.putDevice({ ...device, attributes: { ...device.attributes, ...Attributes } });
  },
};
