import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { isEntry, wantedEntry, withEntry } from "./entries.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html */
export const createNetworkAclEntry: Ec2Operation<"CreateNetworkAclEntry"> = {
  access: onEach("CreateNetworkAclEntry", ({ NetworkAclId }) => ({ "network-acl": NetworkAclId })),

  run({ store }, { NetworkAclId, ...input }) {
    const acl = store.get("network-acl", NetworkAclId);
    const entry = wantedEntry(input);
    if (acl.Entries.some((one) => isEntry(one, entry))) {
      throw ec2Error(
        "NetworkAclEntryAlreadyExists",
        `The network acl entry identified by ${entry.RuleNumber} already exists.`,
      );
    }

    store.put("network-acl", withEntry(acl, entry));
  },
};
