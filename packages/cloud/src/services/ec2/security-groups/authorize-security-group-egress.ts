import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { addedRules, wantedRules } from "./rules.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html */
export const authorizeSecurityGroupEgress: Ec2Operation<"AuthorizeSecurityGroupEgress"> = {
  access: onEach("AuthorizeSecurityGroupEgress", ({ GroupId }) => ({ "security-group": GroupId })),

  run({ store }, { GroupId, TagSpecifications, ...input }) {
    const group = store.get("security-group", GroupId);
    const Tags = givenTags(TagSpecifications, "security-group-rule");
    const rules = addedRules(store, group, wantedRules(store, group, input, true)).map((rule) => ({ ...rule, Tags }));

    for (const rule of rules) store.put("security-group-rule", rule);
    return { Return: true, SecurityGroupRules: rules };
  },
};
