import { onNamed } from "../access.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteApiDestination.html */
export const deleteApiDestination: EventsOperation<"DeleteApiDestination"> = {
  access: ({ Name }, scope, store) =>
    onNamed(
      "DeleteApiDestination",
      "api-destination",
      (name) => store.connections.findDestination(name)?.id,
    )(Name, scope),

  run({ store }, { Name = "" }) {
    store.connections.destination(Name, "delete");

    store.connections.deleteDestination(Name);
    return {};
  },
};
