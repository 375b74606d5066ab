import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { isEntry, noEntry, wantedEntry, withEntry } from "./entries.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclEntry.html */
export const replaceNetworkAclEntry: Ec2Operation<"ReplaceNetworkAclEntry"> = {
  access: onEach("ReplaceNetworkAclEntry", ({ NetworkAclId }) => ({ "network-acl": NetworkAclId })),

  run({ store }, { NetworkAclId, ...input }) {
    const acl = store.get("network-acl", NetworkAclId);
    const entry = wantedEntry(input);
    if (!acl.Entries.some((one) => isEntry(one, entry))) throw noEntry(entry.RuleNumber);

    store.put("network-acl", withEntry(acl, entry));
  },
};
