import { onEverything } from "../access.ts";
import { operationDisabled } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeletePartnerEventSource.html */
export const deletePartnerEventSource: EventsOperation<"DeletePartnerEventSource"> = {
  access: onEverything("DeletePartnerEventSource"),

  run() {
    throw operationDisabled("The operation you are attempting is not available in this region.");
  },
};
