import { passRole } from "../access.ts";
import { endpointOutput } from "../connections/output.ts";
import { endpointArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEndpoint.html */
export const updateEndpoint: EventsOperation<"UpdateEndpoint"> = {
  access: ({ Name = "", RoleArn }, scope) => [
    { action: "events:UpdateEndpoint", resource: endpointArn(scope, Name) },
    ...(RoleArn === undefined ? [] : [passRole(RoleArn)]),
  ],

  run({ store, clock }, changes) {
    const before = store.connections.endpoint(changes.Name ?? "");

    const endpoint = {
      ...before,
      input: { ...before.input, ...changes } as typeof before.input,
      modifiedAt: clock.now(),
    };
    store.connections.putEndpoint(endpoint);
    const { CreationTime: _, LastModifiedTime: __, ...output } = endpointOutput(store.scope, endpoint);
    return { ...output, State: "UPDATING" };
  },
};
