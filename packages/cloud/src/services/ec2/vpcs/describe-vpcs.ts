import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { Vpc } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<Vpc> = {
  cidr: ({ CidrBlock }) => CidrBlock,
  "cidr-block-association.cidr-block": ({ CidrBlockAssociationSet: blocks }) =>
    blocks.map(({ CidrBlock }) => CidrBlock),
  "cidr-block-association.association-id": ({ CidrBlockAssociationSet: blocks }) =>
    blocks.map(({ AssociationId }) => AssociationId),
  "cidr-block-association.state": ({ CidrBlockAssociationSet: blocks }) =>
    blocks.map(({ CidrBlockState }) => CidrBlockState?.State),
  "dhcp-options-id": ({ DhcpOptionsId }) => DhcpOptionsId,
  "is-default": ({ IsDefault }) => IsDefault,
  isDefault: ({ IsDefault }) => IsDefault,
  "owner-id": ({ OwnerId }) => OwnerId,
  state: ({ State }) => State,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const describeVpcs: Ec2Operation<"DescribeVpcs"> = {
  access: onAnything("DescribeVpcs"),

  run({ store }, { VpcIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "vpc", { ids, ...wanted }, filters);
    return { Vpcs: items.map(({ attributes: _, ...vpc }) => vpc), NextToken };
  },
};
