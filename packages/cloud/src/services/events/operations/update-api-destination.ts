import { onNamed } from "../access.ts";
import { checkEndpoint } from "../connections/check-endpoint.ts";
import { destinationState } from "../connections/output.ts";
import { notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateApiDestination.html */
export const updateApiDestination: EventsOperation<"UpdateApiDestination"> = {
  access: ({ Name }, scope, store) =>
    onNamed(
      "UpdateApiDestination",
      "api-destination",
      (name) => store.connections.findDestination(name)?.id,
    )(Name, scope),

  run({ store, clock }, input) {
    const before = store.connections.destination(input.Name ?? "", "update");
    if (input.InvocationEndpoint !== undefined) checkEndpoint(input.InvocationEndpoint);
    const connectionArn = input.ConnectionArn ?? before.connectionArn;
    const connection = store.connections.byArn(connectionArn);
    if (connection === undefined) throw notFound(`Connection '${connectionArn}' does not exist.`);

    const destination = {
      ...before,
      description: input.Description ?? before.description,
      connectionArn,
      endpoint: input.InvocationEndpoint ?? before.endpoint,
      method: input.HttpMethod ?? before.method,
      ratePerSecond: input.InvocationRateLimitPerSecond ?? before.ratePerSecond,
      modifiedAt: clock.now(),
    };
    store.connections.putDestination(destination);
    return destinationState(store.scope, destination, connection);
  },
};
