import { listOf } from "../../account.ts";
import { grantsIn } from "../rights.ts";
import type { TemplateRule } from "../template-rule.ts";

/**
 * Actions that know no resource: they want `*`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const everywhere =
  /^(xray:(Put|Get)\w+|cloudwatch:PutMetricData|ec2:(Describe\w+|\w+NetworkInterface|\w+PrivateIpAddresses)|\w[\w-]*:List\w*|sts:GetCallerIdentity|ecr:GetAuthorizationToken|kms:(ListKeys|CreateKey)|logs:(\w+LogDelivery|ListLogDeliveries|\w+ResourcePolic(y|ies)|DescribeLogGroups)|s3:ListAllMyBuckets|rds:Describe\w+|tag:\w+|ses:GetSendQuota)$/;

/** Found by rules of their own. */
const worse = /^(\*|[\w-]+:\*|iam:PassRole)$/;

export const wildcardGrant: TemplateRule = {
  level: "error",
  title: "A statement allows an action on every resource although the action takes one",
  why: "Whoever gets hold of the function gets hold of everything of that kind in the account",
  wayOut: "name the resource: Fn::GetAtt Arn, or its ARN by Fn::Sub",
  alsoKnownAs: ["CKV_AWS_111", "AwsSolutions-IAM5", "W11", "W12"],

  *find(template) {
    for (const { at, name, statement } of grantsIn(template)) {
      if (!listOf(statement.Resource).includes("*") || statement.Condition !== undefined) continue;
      const actions = listOf(statement.Action).filter((action) => !everywhere.test(action) && !worse.test(action));
      if (actions.length > 0) yield { at: at.id, says: `policy ${name} allows ${actions.join(", ")} on "*"` };
    }
  },
};
