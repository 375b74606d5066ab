import { missingParameter, notFound } from "../errors.ts";
import type { SecurityGroup } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** A group by its id or, in the default network, by its name. */
export function groupOf(store: Ec2Store, id: string | undefined, name: string | undefined): SecurityGroup {
  if (id !== undefined) return store.get("security-group", id);
  if (name === undefined) throw missingParameter("groupId");
  const vpc = store.list("vpc").find(({ IsDefault }) => IsDefault);
  const group = store.list("security-group").find(({ VpcId, GroupName }) => VpcId === vpc?.VpcId && GroupName === name);
  if (group === undefined) throw notFound("security-group", name);
  return group;
}
