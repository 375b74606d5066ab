import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteEndpoint.html */
export const deleteEndpoint: SnsOperation<"DeleteEndpoint"> = {
  access: (input) => ({ action: "sns:DeleteEndpoint", resource: resourceOf(input.EndpointArn) }),

  run({ store }, { EndpointArn = "" }) {
    store.platforms.deleteDevice(EndpointArn);
  },
};
