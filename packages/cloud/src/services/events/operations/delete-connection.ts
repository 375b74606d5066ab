import { onNamed } from "../access.ts";
import { deleteSecret } from "../connections/keep-secret.ts";
import { authorizedTime, connectionState } from "../connections/output.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteConnection.html */
export const deleteConnection: EventsOperation<"DeleteConnection"> = {
  access: ({ Name }, scope, store) =>
    onNamed("DeleteConnection", "connection", (name) => store.connections.find(name)?.id)(Name, scope),

  async run(call, { Name = "" }) {
    const { store, clock } = call;
    const connection = store.connections.connection(Name, "delete");
    await deleteSecret(call, connection);

    store.connections.delete(Name);
    store.tokens.forget(connection.id);
    const deleted = { ...connection, state: "DELETING" as never, modifiedAt: clock.now() };
    return { ...connectionState(store.scope, deleted), ...authorizedTime(connection) };
  },
};
