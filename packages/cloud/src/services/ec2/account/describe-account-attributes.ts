import { onAnything } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html */
export const describeAccountAttributes: Ec2Operation<"DescribeAccountAttributes"> = {
  access: onAnything("DescribeAccountAttributes"),

  run({ store }, { AttributeNames }) {
    const vpc = store.list("vpc").find(({ IsDefault }) => IsDefault)?.VpcId ?? "none";
    const all: Readonly<Record<string, readonly string[]>> = {
      "supported-platforms": ["VPC"],
      "default-vpc": [vpc],
      "max-instances": ["20"],
      "vpc-max-security-groups-per-interface": ["5"],
      "max-elastic-ips": ["5"],
      "vpc-max-elastic-ips": ["5"],
    };
    const wanted = Object.entries(all).filter(([name]) => AttributeNames?.some((one) => one === name) ?? true);
    return {
      AccountAttributes: wanted.map(([AttributeName, values]) => ({
        AttributeName,
        AttributeValues: values.map((AttributeValue) => ({ AttributeValue })),
      })),
    };
  },
};
