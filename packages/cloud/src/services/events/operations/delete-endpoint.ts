import { endpointArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEndpoint.html */
export const deleteEndpoint: EventsOperation<"DeleteEndpoint"> = {
  access: ({ Name = "" }, scope) => ({ action: "events:DeleteEndpoint", resource: endpointArn(scope, Name) }),

  run({ store }, { Name = "" }) {
    store.connections.endpoint(Name);

    store.connections.deleteEndpoint(Name);
    return {};
  },
};
