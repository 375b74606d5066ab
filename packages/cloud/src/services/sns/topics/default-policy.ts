import type { SnsStore } from "../store.ts";

/** What a topic has until it gets a policy of its own: its account may do everything. */
export const defaultPolicy = (arn: string, account: string): string =>
  JSON.stringify({
    Version: "2008-10-17",
    Id: "__default_policy_ID",
    Statement: [
      {
        Sid: "__default_statement_ID",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "SNS:GetTopicAttributes",
          "SNS:SetTopicAttributes",
          "SNS:AddPermission",
          "SNS:RemovePermission",
          "SNS:DeleteTopic",
          "SNS:Subscribe",
          "SNS:ListSubscriptionsByTopic",
          "SNS:Publish",
        ],
        Resource: arn,
        Condition: { StringEquals: { "AWS:SourceOwner": account } },
      },
    ],
  });

/** The policy that has a say over a topic. */
export function policyOver(store: SnsStore, arn: string): string | undefined {
  const topic = store.findTopic(arn);
  return topic === undefined ? undefined : (topic.attributes["Policy"] ?? defaultPolicy(arn, store.scope.account));
}
