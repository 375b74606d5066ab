import { onNamed } from "../access.ts";
import { updateConnection as update } from "../connections/change-connection.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateConnection.html */
export const updateConnection: EventsOperation<"UpdateConnection"> = {
  access: ({ Name }, scope, store) =>
    onNamed("UpdateConnection", "connection", (name) => store.connections.find(name)?.id)(Name, scope),

  run: update,
};
