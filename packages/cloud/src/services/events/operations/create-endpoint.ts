import { passRole } from "../access.ts";
import { endpointOutput } from "../connections/output.ts";
import { alreadyExists } from "../errors.ts";
import { endpointArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEndpoint.html */
export const createEndpoint: EventsOperation<"CreateEndpoint"> = {
  access: ({ Name = "", RoleArn }, scope) => [
    { action: "events:CreateEndpoint", resource: endpointArn(scope, Name) },
    ...(RoleArn === undefined ? [] : [passRole(RoleArn)]),
  ],

  run({ store, clock, ids }, input) {
    const { Name = "" } = input;
    if (store.connections.findEndpoint(Name) !== undefined) throw alreadyExists(`Endpoint ${Name} already exists.`);

    const id = `${ids.text(10)}.${ids.text(3)}`;
    const endpoint = { name: Name, id, input, createdAt: clock.now(), modifiedAt: clock.now() };
    store.connections.putEndpoint(endpoint);
    const { Arn, RoutingConfig, ReplicationConfig, EventBuses } = endpointOutput(store.scope, endpoint);
    const role = input.RoleArn === undefined ? {} : { RoleArn: input.RoleArn };
    return { Name, Arn, RoutingConfig, ReplicationConfig, EventBuses, ...role, State: "CREATING" };
  },
};
