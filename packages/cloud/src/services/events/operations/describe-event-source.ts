import { onEverything } from "../access.ts";
import { notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventSource.html */
export const describeEventSource: EventsOperation<"DescribeEventSource"> = {
  access: onEverything("DescribeEventSource"),

  run(_, { Name }) {
    throw notFound(`Event source ${Name} does not exist.`);
  },
};
