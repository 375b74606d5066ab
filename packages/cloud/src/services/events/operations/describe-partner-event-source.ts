import { onEverything } from "../access.ts";
import { notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribePartnerEventSource.html */
export const describePartnerEventSource: EventsOperation<"DescribePartnerEventSource"> = {
  access: onEverything("DescribePartnerEventSource"),

  run(_, { Name }) {
    throw notFound(`Event source ${Name} does not exist.`);
  },
};
