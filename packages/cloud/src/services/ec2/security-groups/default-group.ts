import { ec2Error } from "../errors.ts";
import type { Ec2Store } from "../store.ts";

/** The group of a network that takes what names no other. */
export function defaultGroup(store: Ec2Store, vpcId: string): string {
  const group = store.list("security-group").find(({ VpcId, GroupName }) => VpcId === vpcId && GroupName === "default");
  if (group === undefined)
    throw ec2Error("InvalidGroup.NotFound", `The security group 'default' does not exist in VPC '${vpcId}'`);
  return group.GroupId;
}
