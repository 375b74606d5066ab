import { onEverything } from "../access.ts";
import { endpointOutput } from "../connections/output.ts";
import { listPage } from "../list-page.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEndpoints.html */
export const listEndpoints: EventsOperation<"ListEndpoints"> = {
  access: onEverything("ListEndpoints"),

  run({ store }, input) {
    const endpoints = store.connections.endpoints(input.NamePrefix);
    const { items, token } = listPage(endpoints, { ...input, Limit: input.MaxResults }, ({ name }) => name);
    return { Endpoints: items.map((endpoint) => endpointOutput(store.scope, endpoint)), ...token };
  },
};
