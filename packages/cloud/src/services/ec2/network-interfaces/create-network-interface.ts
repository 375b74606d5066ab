import { onNew } from "../access.ts";
import { defaultGroup } from "../security-groups/default-group.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { interfaceOutput } from "./interface-output.ts";
import { newInterface } from "./new-interface.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html */
export const createNetworkInterface: Ec2Operation<"CreateNetworkInterface"> = {
  access: onNew("CreateNetworkInterface", "network-interface", ({ SubnetId }) => ({ subnet: SubnetId })),

  run({ store }, { SubnetId, Description = "", Groups, PrivateIpAddress, InterfaceType, TagSpecifications }) {
    const subnet = store.get("subnet", SubnetId);
    for (const id of Groups ?? []) store.get("security-group", id);
    const groupIds = Groups ?? [defaultGroup(store, subnet.VpcId)];
    const Tags = givenTags(TagSpecifications, "network-interface");
    const type = InterfaceType === undefined ? "interface" : "lambda";
    const card = newInterface(store, { subnet, type, Description, groupIds, PrivateIpAddress, Tags });

    store.put("network-interface", card);
    return { NetworkInterface: interfaceOutput(store, card) };
  },
};
