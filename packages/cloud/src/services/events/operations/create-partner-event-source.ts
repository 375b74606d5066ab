import { onEverything } from "../access.ts";
import { operationDisabled } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreatePartnerEventSource.html */
export const createPartnerEventSource: EventsOperation<"CreatePartnerEventSource"> = {
  access: onEverything("CreatePartnerEventSource"),

  /** Only accounts that AWS has made partners may. */
  run() {
    throw operationDisabled("The operation you are attempting is not available in this region.");
  },
};
