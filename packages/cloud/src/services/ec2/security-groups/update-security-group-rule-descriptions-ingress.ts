import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { wantedRules } from "./rules.ts";
import { rulesLike } from "./rules-like.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html */
export const updateSecurityGroupRuleDescriptionsIngress: Ec2Operation<"UpdateSecurityGroupRuleDescriptionsIngress"> = {
  access: onEach("UpdateSecurityGroupRuleDescriptionsIngress", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, IpPermissions, SecurityGroupRuleDescriptions = [] }) {
    const group = store.get("security-group", GroupId);
    const wanted = IpPermissions === undefined ? [] : wantedRules(store, group, { IpPermissions }, false);
    const described = [
      ...wanted.flatMap((rule) =>
        rulesLike(store, group, [rule]).map((found) => ({ ...found, Description: rule.Description })),
      ),
      ...SecurityGroupRuleDescriptions.map(({ SecurityGroupRuleId, Description }) => ({
        ...store.get("security-group-rule", SecurityGroupRuleId),
        Description,
      })),
    ];

    for (const rule of described) store.put("security-group-rule", rule);
    return { Return: true };
  },
};
