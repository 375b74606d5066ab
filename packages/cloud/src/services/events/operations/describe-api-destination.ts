import { onNamed } from "../access.ts";
import { destinationOutput } from "../connections/output.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeApiDestination.html */
export const describeApiDestination: EventsOperation<"DescribeApiDestination"> = {
  access: ({ Name }, scope, store) =>
    onNamed(
      "DescribeApiDestination",
      "api-destination",
      (name) => store.connections.findDestination(name)?.id,
    )(Name, scope),

  run({ store }, { Name = "" }) {
    const destination = store.connections.destination(Name, "describe");
    const connection = store.connections.byArn(destination.connectionArn);
    return {
      ...destinationOutput(store.scope, destination, connection),
      ...(destination.description === undefined ? {} : { Description: destination.description }),
    };
  },
};
