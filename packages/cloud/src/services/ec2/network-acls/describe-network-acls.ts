import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { NetworkAcl } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<NetworkAcl> = {
  "association.association-id": ({ Associations }) => Associations.map(({ NetworkAclAssociationId: id }) => id),
  "association.network-acl-id": ({ Associations }) => Associations.map(({ NetworkAclId }) => NetworkAclId),
  "association.subnet-id": ({ Associations }) => Associations.map(({ SubnetId }) => SubnetId),
  default: ({ IsDefault }) => IsDefault,
  "entry.cidr": ({ Entries }) => Entries.map(({ CidrBlock }) => CidrBlock),
  "entry.rule-action": ({ Entries }) => Entries.map(({ RuleAction }) => RuleAction),
  "network-acl-id": ({ NetworkAclId }) => NetworkAclId,
  "owner-id": ({ OwnerId }) => OwnerId,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html */
export const describeNetworkAcls: Ec2Operation<"DescribeNetworkAcls"> = {
  access: onAnything("DescribeNetworkAcls"),

  run({ store }, { NetworkAclIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "network-acl", { ids, ...wanted }, filters);
    return { NetworkAcls: items, NextToken };
  },
};
