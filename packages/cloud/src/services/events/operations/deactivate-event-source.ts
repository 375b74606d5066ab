import { onEverything } from "../access.ts";
import { notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeactivateEventSource.html */
export const deactivateEventSource: EventsOperation<"DeactivateEventSource"> = {
  access: onEverything("DeactivateEventSource"),

  run(_, { Name }) {
    throw notFound(`Event source ${Name} does not exist.`);
  },
};
