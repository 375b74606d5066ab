import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { NetworkInterface } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { interfaceOutput } from "./interface-output.ts";

const filters: Filters<NetworkInterface> = {
  "addresses.private-ip-address": ({ PrivateIpAddress }) => PrivateIpAddress,
  "attachment.instance-owner-id": ({ RequesterId }) => RequesterId,
  "attachment.instance-id": () => undefined,
  "attachment.status": ({ RequesterId }) => (RequesterId === undefined ? undefined : "attached"),
  "availability-zone": ({ AvailabilityZone }) => AvailabilityZone,
  description: ({ Description }) => Description,
  "group-id": ({ groupIds }) => groupIds,
  "interface-type": ({ InterfaceType }) => InterfaceType,
  "mac-address": ({ MacAddress }) => MacAddress,
  "network-interface-id": ({ NetworkInterfaceId }) => NetworkInterfaceId,
  "owner-id": ({ OwnerId }) => OwnerId,
  "private-ip-address": ({ PrivateIpAddress }) => PrivateIpAddress,
  "requester-id": ({ RequesterId }) => RequesterId,
  "requester-managed": ({ RequesterId }) => RequesterId !== undefined,
  status: ({ RequesterId }) => (RequesterId === undefined ? "available" : "in-use"),
  "subnet-id": ({ SubnetId }) => SubnetId,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const describeNetworkInterfaces: Ec2Operation<"DescribeNetworkInterfaces"> = {
  access: onAnything("DescribeNetworkInterfaces"),

  run({ store }, { NetworkInterfaceIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "network-interface", { ids, ...wanted }, filters);
    return { NetworkInterfaces: items.map((card) => interfaceOutput(store, card)), NextToken };
  },
};
