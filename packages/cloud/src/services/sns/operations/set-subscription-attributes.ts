import { readArn, resourceOf, topicOfSubscription } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { changedAttributes } from "../subscriptions/attributes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes: SnsOperation<"SetSubscriptionAttributes"> = {
  access: (input) => ({
    action: "sns:SetSubscriptionAttributes",
    resource: resourceOf(topicOfSubscription(input.SubscriptionArn ?? "")),
  }),

  run({ store }, { SubscriptionArn = "", AttributeName: name = "", AttributeValue: value = "" }) {
    readArn(SubscriptionArn, "SubscriptionArn");
    const subscription = store.subscription(SubscriptionArn);
    const { protocol, attributes: before } = subscription;
    const attributes = changedAttributes({ [name]: value }, { protocol, before });

    store.putSubscription({ ...subscription, attributes });
  },
};
