import { onAnything } from "../access.ts";
import type { VpcAttributes } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export const describeVpcAttribute: Ec2Operation<"DescribeVpcAttribute"> = {
  access: onAnything("DescribeVpcAttribute"),

  run({ store }, { VpcId, Attribute = "" }) {
    const { attributes } = store.get("vpc", VpcId);
    const name = `${Attribute.charAt(0).toUpperCase()}${Attribute.slice(1)}` as keyof VpcAttributes;
    return { VpcId, [name]: { Value: attributes[name] } };
  },
};
