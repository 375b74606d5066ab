import { onEach } from "../access.ts";
import { hasDependencies } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
export const deleteSubnet: Ec2Operation<"DeleteSubnet"> = {
  access: onEach("DeleteSubnet", ({ SubnetId }) => ({ subnet: SubnetId })),

  run({ store }, { SubnetId }) {
    store.get("subnet", SubnetId);
    const isOfIt = (noun: { readonly SubnetId?: string | undefined }): boolean => noun.SubnetId === SubnetId;
    if (store.list("network-interface").some(isOfIt) || store.list("natgateway").some(isOfIt)) {
      throw hasDependencies("subnet", SubnetId);
    }

    for (const table of store.list("route-table")) {
      if (table.Associations.some(isOfIt)) {
        store.put("route-table", { ...table, Associations: table.Associations.filter((one) => !isOfIt(one)) });
      }
    }
    for (const acl of store.list("network-acl")) {
      if (acl.Associations.some(isOfIt)) {
        store.put("network-acl", { ...acl, Associations: acl.Associations.filter((one) => !isOfIt(one)) });
      }
    }
    store.delete("subnet", SubnetId);
  },
};
