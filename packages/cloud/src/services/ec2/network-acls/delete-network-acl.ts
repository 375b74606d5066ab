import { onEach } from "../access.ts";
import { hasDependencies, invalidValue } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html */
export const deleteNetworkAcl: Ec2Operation<"DeleteNetworkAcl"> = {
  access: onEach("DeleteNetworkAcl", ({ NetworkAclId }) => ({ "network-acl": NetworkAclId })),

  run({ store }, { NetworkAclId = "" }) {
    const { IsDefault, Associations } = store.get("network-acl", NetworkAclId);
    if (IsDefault) throw invalidValue(`cannot delete default network ACL ${NetworkAclId}`);
    if (Associations.length > 0) throw hasDependencies("networkAcl", NetworkAclId);

    store.delete("network-acl", NetworkAclId);
  },
};
