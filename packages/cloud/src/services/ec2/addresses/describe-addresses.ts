import { onAnything } from "../access.ts";
import { ec2Error } from "../errors.ts";
import { type Filters, find } from "../filters.ts";
import type { Address } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<Address> = {
  "allocation-id": ({ AllocationId }) => AllocationId,
  "association-id": ({ AssociationId }) => AssociationId,
  domain: ({ Domain }) => Domain,
  "network-interface-id": ({ NetworkInterfaceId }) => NetworkInterfaceId,
  "private-ip-address": ({ PrivateIpAddress }) => PrivateIpAddress,
  "public-ip": ({ PublicIp }) => PublicIp,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export const describeAddresses: Ec2Operation<"DescribeAddresses"> = {
  access: onAnything("DescribeAddresses"),

  run({ store }, { AllocationIds: ids, PublicIps = [], Filters }) {
    const { items } = find(store, "elastic-ip", { ids, Filters }, filters);
    const missing = PublicIps.find((ip) => !items.some(({ PublicIp }) => PublicIp === ip));
    if (missing !== undefined) throw ec2Error("InvalidAddress.NotFound", `Address '${missing}' not found.`);
    return { Addresses: items.filter(({ PublicIp }) => PublicIps.length === 0 || PublicIps.includes(PublicIp)) };
  },
};
