import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { NatGateway } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { natGatewayOutput } from "./nat-gateway-output.ts";

const filters: Filters<NatGateway> = {
  "nat-gateway-id": ({ NatGatewayId }) => NatGatewayId,
  state: ({ State }) => State,
  "subnet-id": ({ SubnetId }) => SubnetId,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export const describeNatGateways: Ec2Operation<"DescribeNatGateways"> = {
  access: onAnything("DescribeNatGateways"),

  run({ store }, { NatGatewayIds: ids, Filter, ...wanted }) {
    const { items, NextToken } = find(store, "natgateway", { ids, ...wanted, Filters: Filter }, filters);
    return { NatGateways: items.map(natGatewayOutput), NextToken };
  },
};
