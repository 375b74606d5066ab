import { onEverything } from "../access.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListPartnerEventSources.html */
export const listPartnerEventSources: EventsOperation<"ListPartnerEventSources"> = {
  access: onEverything("ListPartnerEventSources"),

  run: () => ({ PartnerEventSources: [] }),
};
