import { onNamed } from "../access.ts";
import { authorizedTime, connectionState } from "../connections/output.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeauthorizeConnection.html */
export const deauthorizeConnection: EventsOperation<"DeauthorizeConnection"> = {
  access: ({ Name }, scope, store) =>
    onNamed("DeauthorizeConnection", "connection", (name) => store.connections.find(name)?.id)(Name, scope),

  run({ store, clock }, { Name = "" }) {
    const connection = store.connections.connection(Name, "deauthorize");

    store.connections.put({ ...connection, state: "DEAUTHORIZED", auth: {}, modifiedAt: clock.now() });
    store.tokens.forget(connection.id);
    const deauthorizing = { ...connection, state: "DEAUTHORIZING" as const, modifiedAt: clock.now() };
    return { ...connectionState(store.scope, deauthorizing), ...authorizedTime(connection) };
  },
};
