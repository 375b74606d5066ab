import { onEverything } from "../access.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPartnerEvents.html */
export const putPartnerEvents: EventsOperation<"PutPartnerEvents"> = {
  access: onEverything("PutPartnerEvents"),

  run(_, { Entries = [] }) {
    const refusal = { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
    return { FailedEntryCount: Entries.length, Entries: Entries.map(() => refusal) };
  },
};
