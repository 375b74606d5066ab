import { onBus } from "../access.ts";
import { validation } from "../errors.ts";
import { busNameOf, defaultBus } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html */
export const deleteEventBus: EventsOperation<"DeleteEventBus"> = {
  access: onBus("DeleteEventBus"),

  run({ store }, { Name }) {
    const name = busNameOf(Name);
    if (name === defaultBus) throw validation("Cannot delete event bus default.");
    if (store.rules(name).length > 0) throw validation("Event bus can't be deleted since it has rules.");

    store.deleteBus(name);
  },
};
