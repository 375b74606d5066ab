import { onAll } from "../access.ts";
import type { AcmOperation } from "../shapes.ts";

const daysBeforeExpiry = 45;

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_GetAccountConfiguration.html */
export const getAccountConfiguration: AcmOperation<"GetAccountConfiguration"> = {
  access: onAll("GetAccountConfiguration"),

  run({ store, account }) {
    const settings = store.settings.get(account);
    return { ExpiryEvents: { DaysBeforeExpiry: settings?.daysBeforeExpiry ?? daysBeforeExpiry } };
  },
};
