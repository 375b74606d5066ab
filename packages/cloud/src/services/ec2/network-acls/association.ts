import type { NetworkAcl } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** The ACL with one more subnet. */
export const associated = (store: Ec2Store, acl: NetworkAcl, SubnetId: string): NetworkAcl => ({
  ...acl,
  Associations: [
    ...acl.Associations,
    { NetworkAclAssociationId: `aclassoc-${store.hex()}`, NetworkAclId: acl.NetworkAclId, SubnetId },
  ],
});
