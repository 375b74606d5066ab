import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { groupOf } from "./group-of.ts";
import { addedRules, wantedRules } from "./rules.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export const authorizeSecurityGroupIngress: Ec2Operation<"AuthorizeSecurityGroupIngress"> = {
  access: onEach("AuthorizeSecurityGroupIngress", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, GroupName, TagSpecifications, ...input }) {
    const group = groupOf(store, GroupId, GroupName);
    const Tags = givenTags(TagSpecifications, "security-group-rule");
    const rules = addedRules(store, group, wantedRules(store, group, input, false)).map((rule) => ({ ...rule, Tags }));

    for (const rule of rules) store.put("security-group-rule", rule);
    return { Return: true, SecurityGroupRules: rules };
  },
};
