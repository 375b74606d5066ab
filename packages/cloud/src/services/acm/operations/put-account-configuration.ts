import { onAll } from "../access.ts";
import type { AcmOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_PutAccountConfiguration.html */
export const putAccountConfiguration: AcmOperation<"PutAccountConfiguration"> = {
  access: onAll("PutAccountConfiguration"),

  run({ store, account }, { ExpiryEvents: events, IdempotencyToken: token }) {
    const days = events?.DaysBeforeExpiry;
    if (days !== undefined) store.settings.put(account, { daysBeforeExpiry: days, token });
  },
};
