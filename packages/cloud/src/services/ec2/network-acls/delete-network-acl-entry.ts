import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { isEntry, noEntry } from "./entries.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html */
export const deleteNetworkAclEntry: Ec2Operation<"DeleteNetworkAclEntry"> = {
  access: onEach("DeleteNetworkAclEntry", ({ NetworkAclId }) => ({ "network-acl": NetworkAclId })),

  run({ store }, { NetworkAclId, RuleNumber, Egress }) {
    const acl = store.get("network-acl", NetworkAclId);
    const kept = acl.Entries.filter((entry) => !isEntry(entry, { RuleNumber, Egress }));
    if (kept.length === acl.Entries.length) throw noEntry(RuleNumber);

    store.put("network-acl", { ...acl, Entries: kept });
  },
};
