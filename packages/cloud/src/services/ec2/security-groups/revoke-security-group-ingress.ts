import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { groupOf } from "./group-of.ts";
import { wantedRules } from "./rules.ts";
import { rulesLike } from "./rules-like.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export const revokeSecurityGroupIngress: Ec2Operation<"RevokeSecurityGroupIngress"> = {
  access: onEach("RevokeSecurityGroupIngress", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, GroupName, SecurityGroupRuleIds, ...input }) {
    const group = groupOf(store, GroupId, GroupName);
    const rules =
      SecurityGroupRuleIds === undefined
        ? rulesLike(store, group, wantedRules(store, group, input, false))
        : SecurityGroupRuleIds.map((id) => store.get("security-group-rule", id));

    for (const { SecurityGroupRuleId } of rules) store.delete("security-group-rule", SecurityGroupRuleId);
    return { Return: true };
  },
};
