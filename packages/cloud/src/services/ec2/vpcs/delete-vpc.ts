import { onEach } from "../access.ts";
import { hasDependencies } from "../errors.ts";
import { removeGroup } from "../security-groups/remove-group.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
export const deleteVpc: Ec2Operation<"DeleteVpc"> = {
  access: onEach("DeleteVpc", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store }, { VpcId }) {
    const vpc = store.get("vpc", VpcId);
    const isOfIt = (noun: { readonly VpcId: string }): boolean => noun.VpcId === vpc.VpcId;
    const groups = store.list("security-group").filter(isOfIt);
    const tables = store.list("route-table").filter(isOfIt);
    const acls = store.list("network-acl").filter(isOfIt);
    const isUsed =
      groups.some(({ GroupName }) => GroupName !== "default") ||
      tables.some(({ Associations }) => !Associations.some(({ Main }) => Main)) ||
      acls.some(({ IsDefault }) => !IsDefault) ||
      (["subnet", "natgateway", "vpc-endpoint", "network-interface"] as const).some((kind) =>
        store.list(kind).some(isOfIt),
      ) ||
      store.list("internet-gateway").some(({ Attachments }) => Attachments.some(({ VpcId: id }) => id === vpc.VpcId));
    if (isUsed) throw hasDependencies("vpc", vpc.VpcId);

    for (const { GroupId } of groups) removeGroup(store, GroupId);
    for (const { RouteTableId } of tables) store.delete("route-table", RouteTableId);
    for (const { NetworkAclId } of acls) store.delete("network-acl", NetworkAclId);
    store.delete("vpc", vpc.VpcId);
  },
};
