import { onNamed } from "../access.ts";
import { checkEndpoint } from "../connections/check-endpoint.ts";
import { destinationState } from "../connections/output.ts";
import { alreadyExists, notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

const ratePerSecondDefault = 300;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
export const createApiDestination: EventsOperation<"CreateApiDestination"> = {
  access: ({ Name }, scope) => onNamed("CreateApiDestination", "api-destination")(Name, scope),

  run({ store, clock, ids }, input) {
    const { Name = "", ConnectionArn = "", InvocationEndpoint = "", HttpMethod = "POST" } = input;
    checkEndpoint(InvocationEndpoint);
    if (store.connections.findDestination(Name) !== undefined) {
      throw alreadyExists(`An api-destination '${Name}' already exists.`);
    }
    const connection = store.connections.byArn(ConnectionArn);
    if (connection === undefined) throw notFound(`Connection '${ConnectionArn}' does not exist.`);

    const destination = {
      name: Name,
      id: ids.uuid(),
      description: input.Description,
      connectionArn: ConnectionArn,
      endpoint: InvocationEndpoint,
      method: HttpMethod,
      ratePerSecond: input.InvocationRateLimitPerSecond ?? ratePerSecondDefault,
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    };
    store.connections.putDestination(destination);
    return destinationState(store.scope, destination, connection);
  },
};
