import { readArn, resourceOf, topicOfSubscription } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { subscriptionPolicy } from "../topics/delivery-policy.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes: SnsOperation<"GetSubscriptionAttributes"> = {
  access: (input) => ({
    action: "sns:GetSubscriptionAttributes",
    resource: resourceOf(topicOfSubscription(input.SubscriptionArn ?? "")),
  }),

  run({ store, account }, { SubscriptionArn = "" }) {
    readArn(SubscriptionArn, "SubscriptionArn");
    const subscription = store.subscription(SubscriptionArn);
    const { protocol, attributes } = subscription;
    const topic = store.findTopic(subscription.topicArn);
    const isWeb = protocol === "http" || protocol === "https";
    const policy = {
      healthyRetryPolicy: subscriptionPolicy(attributes["DeliveryPolicy"], topic?.attributes["DeliveryPolicy"]).retries,
    };
    return {
      Attributes: {
        SubscriptionArn,
        TopicArn: subscription.topicArn,
        Protocol: protocol,
        Endpoint: subscription.endpoint,
        Owner: subscription.owner,
        SubscriptionPrincipal: `arn:aws:iam::${account}:root`,
        ConfirmationWasAuthenticated: String(subscription.wasAuthenticated),
        PendingConfirmation: String(!subscription.isConfirmed),
        RawMessageDelivery: "false",
        ...(isWeb ? { EffectiveDeliveryPolicy: JSON.stringify(policy) } : {}),
        ...attributes,
      },
    };
  },
};
