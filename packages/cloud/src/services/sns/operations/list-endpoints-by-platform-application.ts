import { pageOf } from "../../../kernel/paging.ts";
import { resourceOf } from "../model.ts";
import { readPlatformArn } from "../platforms/platform-arn.ts";
import type { SnsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListEndpointsByPlatformApplication.html */
export const listEndpointsByPlatformApplication: SnsOperation<"ListEndpointsByPlatformApplication"> = {
  access: (input) => ({
    action: "sns:ListEndpointsByPlatformApplication",
    resource: resourceOf(input.PlatformApplicationArn),
  }),

  run({ store }, { PlatformApplicationArn, NextToken }) {
    const arn = readPlatformArn(PlatformApplicationArn, "PlatformApplicationArn");
    store.platforms.application(arn);
    const options = { token: NextToken, max: pageMax, idOf: (device: { readonly arn: string }) => device.arn };
    const { items, next } = pageOf(store.platforms.devicesOf(arn), options);
    return {
      Endpoints: items.map((device) => ({ EndpointArn: device.arn, Attributes: { ...device.attributes } })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
