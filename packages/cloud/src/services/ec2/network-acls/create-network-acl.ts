import { onNew } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { lastEntries } from "./default-entries.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAcl.html */
export const createNetworkAcl: Ec2Operation<"CreateNetworkAcl"> = {
  access: onNew("CreateNetworkAcl", "network-acl", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store, account: OwnerId }, { VpcId, TagSpecifications }) {
    const vpc = store.get("vpc", VpcId);
    const Tags = givenTags(TagSpecifications, "network-acl");
    const NetworkAclId = store.newId("network-acl");
    const NetworkAcl = {
      NetworkAclId,
      VpcId: vpc.VpcId,
      IsDefault: false,
      Entries: lastEntries,
      Associations: [],
      OwnerId,
      Tags,
    };
    store.put("network-acl", NetworkAcl);
    return { NetworkAcl };
  },
};
