import type { Ec2Store } from "../store.ts";
import { rulesOfGroup } from "./rules.ts";

export function removeGroup(store: Ec2Store, groupId: string): void {
  for (const { SecurityGroupRuleId } of rulesOfGroup(store, groupId))
    store.delete("security-group-rule", SecurityGroupRuleId);
  store.delete("security-group", groupId);
}
