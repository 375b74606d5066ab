import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import { effectivePolicy } from "../topics/attributes.ts";
import { defaultPolicy } from "../topics/default-policy.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes: SnsOperation<"GetTopicAttributes"> = {
  access: (input) => ({ action: "sns:GetTopicAttributes", resource: resourceOf(input.TopicArn) }),

  run({ store, account }, { TopicArn = "" }) {
    const topic = store.topic(TopicArn);
    const subscriptions = store.subscriptionsOf(TopicArn);
    const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed).length;
    return {
      Attributes: {
        TopicArn,
        Owner: account,
        DisplayName: "",
        Policy: defaultPolicy(TopicArn, account),
        EffectiveDeliveryPolicy: effectivePolicy(topic.attributes),
        SubscriptionsConfirmed: String(confirmed),
        SubscriptionsPending: String(subscriptions.length - confirmed),
        SubscriptionsDeleted: String(topic.deletions),
        ...(topic.isFifo ? { FifoTopic: "true", ContentBasedDeduplication: "false" } : {}),
        ...topic.attributes,
      },
    };
  },
};
