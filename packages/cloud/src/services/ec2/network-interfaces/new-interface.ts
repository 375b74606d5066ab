import { formatAddress, parseBlock, sizeOf } from "../../../reach/cidr.ts";
import { ec2Error } from "../errors.ts";
import type { NetworkInterface, Subnet } from "../model.ts";
import type { Ec2Store } from "../store.ts";

interface NewInterface {
  readonly subnet: Subnet;
  readonly type: NetworkInterface["InterfaceType"];
  readonly Description: string;
  readonly groupIds?: string[] | undefined;
  readonly PrivateIpAddress?: string | undefined;
  readonly RequesterId?: string;
  readonly Tags?: NetworkInterface["Tags"];
}

/** An interface at an address of its subnet that is free. */
export function newInterface(
  store: Ec2Store,
  { subnet, type, groupIds, PrivateIpAddress, ...wanted }: NewInterface,
): NetworkInterface {
  const { SubnetId, VpcId, AvailabilityZone, OwnerId } = subnet;
  const address = PrivateIpAddress ?? freeAddress(store, subnet);
  const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
  return {
    NetworkInterfaceId: store.newId("network-interface"),
    SubnetId,
    VpcId,
    AvailabilityZone,
    PrivateIpAddress: address,
    MacAddress: ["02", "00", ...[a, b, c, d].map((part) => part.toString(16).padStart(2, "0"))].join(":"),
    groupIds: groupIds ?? [],
    InterfaceType: type,
    SourceDestCheck: type !== "natGateway",
    OwnerId,
    Tags: [],
    ...wanted,
  };
}

function freeAddress(store: Ec2Store, { SubnetId, CidrBlock }: Subnet): string {
  const block = parseBlock(CidrBlock) ?? { base: 0, bits: 32 };
  const taken = new Set(
    store
      .list("network-interface")
      .filter((one) => one.SubnetId === SubnetId)
      .map((one) => one.PrivateIpAddress),
  );
  // The first four are AWS's own, and the last.
  for (let at = block.base + 4; at < block.base + sizeOf(block) - 1; at++) {
    const address = formatAddress(at);
    if (!taken.has(address)) return address;
  }
  throw ec2Error(
    "InsufficientFreeAddressesInSubnet",
    `There are not enough free addresses in subnet '${SubnetId}' to satisfy the requested number of interfaces.`,
  );
}
