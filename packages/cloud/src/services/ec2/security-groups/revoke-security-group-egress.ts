import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { wantedRules } from "./rules.ts";
import { rulesLike } from "./rules-like.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export const revokeSecurityGroupEgress: Ec2Operation<"RevokeSecurityGroupEgress"> = {
  access: onEach("RevokeSecurityGroupEgress", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, SecurityGroupRuleIds, ...input }) {
    const group = store.get("security-group", GroupId);
    const rules =
      SecurityGroupRuleIds === undefined
        ? rulesLike(store, group, wantedRules(store, group, input, true))
        : SecurityGroupRuleIds.map((id) => store.get("security-group-rule", id));

    for (const { SecurityGroupRuleId } of rules) store.delete("security-group-rule", SecurityGroupRuleId);
    return { Return: true };
  },
};
