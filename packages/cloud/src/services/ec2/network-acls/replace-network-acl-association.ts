import type { NetworkAclAssociation } from "@aws-sdk/client-ec2";
import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { associated } from "./association.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html */
export const replaceNetworkAclAssociation: Ec2Operation<"ReplaceNetworkAclAssociation"> = {
  access: onEach("ReplaceNetworkAclAssociation", ({ NetworkAclId }) => ({ "network-acl": NetworkAclId })),

  run({ store }, { AssociationId, NetworkAclId }) {
    const target = store.get("network-acl", NetworkAclId);
    const isIt = ({ NetworkAclAssociationId: id }: NetworkAclAssociation): boolean => id === AssociationId;
    const before = store.list("network-acl").find(({ Associations }) => Associations.some(isIt));
    const found = before?.Associations.find(isIt);
    if (before === undefined || found?.SubnetId === undefined) {
      throw ec2Error("InvalidAssociationID.NotFound", `The association ID '${AssociationId}' does not exist`);
    }

    store.put("network-acl", { ...before, Associations: before.Associations.filter((one) => !isIt(one)) });
    const next = associated(store, store.get("network-acl", target.NetworkAclId), found.SubnetId);
    store.put("network-acl", next);
    return { NewAssociationId: next.Associations.at(-1)?.NetworkAclAssociationId };
  },
};
