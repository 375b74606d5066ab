import type { Subnet as SubnetOutput } from "@aws-sdk/client-ec2";
import { parseBlock, sizeOf } from "../../../reach/cidr.ts";
import type { Subnet } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** The first four addresses of every subnet and the last one are AWS's own. */
export const reservedAddresses = 5;

export function subnetOutput(store: Ec2Store, subnet: Subnet): SubnetOutput {
  const block = parseBlock(subnet.CidrBlock);
  const used = store.list("network-interface").filter(({ SubnetId }) => SubnetId === subnet.SubnetId).length;
  return {
    ...subnet,
    AvailableIpAddressCount: (block === undefined ? 0 : sizeOf(block)) - reservedAddresses - used,
    MapCustomerOwnedIpOnLaunch: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
  };
}
