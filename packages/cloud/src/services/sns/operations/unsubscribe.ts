import { parseArn } from "@millrace/core";
import { authorizationError, invalidParameter } from "../errors.ts";
import { readArn, topicOfSubscription } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe: SnsOperation<"Unsubscribe"> = {
  // Subscribers leave by a link that nobody has signed, unless they said otherwise when they came.
  access: (input, _, store) => {
    const subscription = store.findSubscription(input.SubscriptionArn ?? "");
    return subscription === undefined || subscription.authenticatesUnsubscribe !== true
      ? []
      : { action: "sns:Unsubscribe", resource: subscription.topicArn };
  },

  run(call, input) {
    const { store, principal, aws, account, region } = call;
    const { SubscriptionArn = "" } = input;
    readArn(input.SubscriptionArn, "SubscriptionArn");
    const { region: home = region, account: owner = account, resource = "" } = parseArn(SubscriptionArn) ?? {};
    if (!resource.includes(":")) throw invalidParameter("SubscriptionId");
    if (principal.kind === "anonymous" && (home !== region || owner !== account)) {
      return aws.call("sns", "Unsubscribe", input, { principal, account: owner, region: home });
    }
    const subscription = store.findSubscription(SubscriptionArn);
    if (subscription === undefined) return;
    if (store.findTopic(topicOfSubscription(SubscriptionArn)) === undefined) throw authorizationError("Not authorized");

    store.deleteSubscription(subscription);
  },
};
