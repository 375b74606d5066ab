import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { SecurityGroupRule } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<SecurityGroupRule> = {
  "group-id": ({ GroupId }) => GroupId,
  "security-group-rule-id": ({ SecurityGroupRuleId }) => SecurityGroupRuleId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export const describeSecurityGroupRules: Ec2Operation<"DescribeSecurityGroupRules"> = {
  access: onAnything("DescribeSecurityGroupRules"),

  run({ store }, { SecurityGroupRuleIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "security-group-rule", { ids, ...wanted }, filters);
    return { SecurityGroupRules: items, NextToken };
  },
};
