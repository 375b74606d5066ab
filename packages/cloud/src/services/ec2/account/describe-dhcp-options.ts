import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { DhcpOptions } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<DhcpOptions> = {
  "dhcp-options-id": ({ DhcpOptionsId }) => DhcpOptionsId,
  key: ({ DhcpConfigurations }) => DhcpConfigurations.map(({ Key }) => Key),
  "owner-id": ({ OwnerId }) => OwnerId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeDhcpOptions.html */
export const describeDhcpOptions: Ec2Operation<"DescribeDhcpOptions"> = {
  access: onAnything("DescribeDhcpOptions"),

  run({ store }, { DhcpOptionsIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "dhcp-options", { ids, ...wanted }, filters);
    return { DhcpOptions: items, NextToken };
  },
};
