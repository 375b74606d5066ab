import type { Subscription } from "../model.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscription.html */
export const subscriptionOutput = ({ arn, isConfirmed, owner, protocol, endpoint, topicArn }: Subscription) => ({
  SubscriptionArn: isConfirmed ? arn : "PendingConfirmation",
  Owner: owner,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});
