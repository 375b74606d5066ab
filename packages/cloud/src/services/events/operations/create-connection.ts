import { onNamed } from "../access.ts";
import { createConnection as create } from "../connections/change-connection.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnection.html */
export const createConnection: EventsOperation<"CreateConnection"> = {
  access: ({ Name }, scope) => onNamed("CreateConnection", "connection")(Name, scope),

  run: create,
};
