import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { Subnet } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { subnetOutput } from "./subnet-output.ts";

const filters: Filters<Subnet> = {
  "availability-zone": ({ AvailabilityZone }) => AvailabilityZone,
  availabilityZone: ({ AvailabilityZone }) => AvailabilityZone,
  "availability-zone-id": ({ AvailabilityZoneId }) => AvailabilityZoneId,
  "cidr-block": ({ CidrBlock }) => CidrBlock,
  cidr: ({ CidrBlock }) => CidrBlock,
  cidrBlock: ({ CidrBlock }) => CidrBlock,
  "default-for-az": ({ DefaultForAz }) => DefaultForAz,
  defaultForAz: ({ DefaultForAz }) => DefaultForAz,
  "map-public-ip-on-launch": ({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch,
  "owner-id": ({ OwnerId }) => OwnerId,
  state: ({ State }) => State,
  "subnet-arn": ({ SubnetArn }) => SubnetArn,
  "subnet-id": ({ SubnetId }) => SubnetId,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const describeSubnets: Ec2Operation<"DescribeSubnets"> = {
  access: onAnything("DescribeSubnets"),

  run({ store }, { SubnetIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "subnet", { ids, ...wanted }, filters);
    return { Subnets: items.map((subnet) => subnetOutput(store, subnet)), NextToken };
  },
};
