import { onNew } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { newNetwork } from "./new-vpc.ts";
import { checkedVpcBlock } from "./vpc-block.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const createVpc: Ec2Operation<"CreateVpc"> = {
  access: onNew("CreateVpc", "vpc"),

  run({ store }, { CidrBlock, InstanceTenancy, TagSpecifications }) {
    const Tags = givenTags(TagSpecifications, "vpc");
    const DhcpOptionsId = store.list("vpc").find(({ IsDefault }) => IsDefault)?.DhcpOptionsId ?? "default";
    const network = newNetwork(store, { CidrBlock: checkedVpcBlock(CidrBlock), InstanceTenancy, DhcpOptionsId, Tags });

    store.putNetwork(network);
    const { attributes: _, ...Vpc } = network.vpc;
    return { Vpc: { ...Vpc, State: "pending" } };
  },
};
