import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html */
export const getEndpointAttributes: SnsOperation<"GetEndpointAttributes"> = {
  access: (input) => ({ action: "sns:GetEndpointAttributes", resource: resourceOf(input.EndpointArn) }),

  run: ({ store }, { EndpointArn }) => ({
    Attributes: { ...store.platforms.device(readPlatformArn(EndpointArn, "EndpointArn")).attributes },
  }),
};
