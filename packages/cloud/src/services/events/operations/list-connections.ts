import { onEverything } from "../access.ts";
import { connectionOutput } from "../connections/output.ts";
import { listPage } from "../list-page.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListConnections.html */
export const listConnections: EventsOperation<"ListConnections"> = {
  access: onEverything("ListConnections"),

  run({ store }, input) {
    const wanted = input.ConnectionState;
    const connections = store.connections
      .connections(input.NamePrefix)
      .filter(({ state }) => wanted === undefined || state === wanted);
    const { items, token } = listPage(connections, input, ({ name }) => name);
    return { Connections: items.map((connection) => connectionOutput(store.scope, connection)), ...token };
  },
};
