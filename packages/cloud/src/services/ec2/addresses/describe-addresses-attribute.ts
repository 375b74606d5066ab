import { onAnything } from "../access.ts";
import { find } from "../filters.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddressesAttribute.html */
export const describeAddressesAttribute: Ec2Operation<"DescribeAddressesAttribute"> = {
  access: onAnything("DescribeAddressesAttribute"),

  run({ store }, { AllocationIds: ids, MaxResults, NextToken: token }) {
    const { items, NextToken } = find(store, "elastic-ip", { ids, MaxResults, NextToken: token }, {});
    return { Addresses: items.map(({ AllocationId, PublicIp }) => ({ AllocationId, PublicIp })), NextToken };
  },
};
