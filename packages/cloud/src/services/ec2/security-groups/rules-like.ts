import { ec2Error } from "../errors.ts";
import type { SecurityGroup, SecurityGroupRule } from "../model.ts";
import type { Ec2Store } from "../store.ts";
import { ruleKey, rulesOfGroup, type WantedRule } from "./rules.ts";

/** The group's rules that say the same; throws InvalidPermission.NotFound where one is not there. */
export function rulesLike(store: Ec2Store, group: SecurityGroup, wanted: readonly WantedRule[]): SecurityGroupRule[] {
  const known = new Map(rulesOfGroup(store, group.GroupId).map((rule) => [ruleKey(rule), rule]));
  return wanted.map((rule) => {
    const found = known.get(ruleKey(rule));
    if (found === undefined) {
      throw ec2Error("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
    }
    return found;
  });
}
