import { onEverything } from "../access.ts";
import { destinationOutput } from "../connections/output.ts";
import { listPage } from "../list-page.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListApiDestinations.html */
export const listApiDestinations: EventsOperation<"ListApiDestinations"> = {
  access: onEverything("ListApiDestinations"),

  run({ store }, input) {
    const destinations = store.connections
      .destinations(input.NamePrefix)
      .filter(({ connectionArn }) => input.ConnectionArn === undefined || connectionArn === input.ConnectionArn);
    const { items, token } = listPage(destinations, input, ({ name }) => name);
    return {
      ApiDestinations: items.map((one) =>
        destinationOutput(store.scope, one, store.connections.byArn(one.connectionArn)),
      ),
      ...token,
    };
  },
};
