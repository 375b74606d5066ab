import { onEverything } from "../access.ts";
import { notFound } from "../errors.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListPartnerEventSourceAccounts.html */
export const listPartnerEventSourceAccounts: EventsOperation<"ListPartnerEventSourceAccounts"> = {
  access: onEverything("ListPartnerEventSourceAccounts"),

  run(_, { EventSourceName }) {
    throw notFound(`Event source ${EventSourceName} does not exist.`);
  },
};
