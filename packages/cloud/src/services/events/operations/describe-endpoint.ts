import { endpointOutput } from "../connections/output.ts";
import { endpointArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEndpoint.html */
export const describeEndpoint: EventsOperation<"DescribeEndpoint"> = {
  access: ({ Name = "" }, scope) => ({ action: "events:DescribeEndpoint", resource: endpointArn(scope, Name) }),

  run: ({ store }, { Name = "" }) => endpointOutput(store.scope, store.connections.endpoint(Name)),
};
