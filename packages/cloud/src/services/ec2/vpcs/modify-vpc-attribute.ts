import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

const names = ["EnableDnsSupport", "EnableDnsHostnames", "EnableNetworkAddressUsageMetrics"] as const;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export const modifyVpcAttribute: Ec2Operation<"ModifyVpcAttribute"> = {
  access: onEach("ModifyVpcAttribute", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store }, input) {
    const vpc = store.get("vpc", input.VpcId);
    const changed = names.flatMap((name) => {
      const value = input[name]?.Value;
      return value === undefined ? [] : [[name, value] as const];
    });
    if (changed.length > 1) {
      throw ec2Error(
        "InvalidParameterCombination",
        "Fields for multiple attribute types specified: only one may be changed at a time",
      );
    }
    store.put("vpc", { ...vpc, attributes: { ...vpc.attributes, ...Object.fromEntries(changed) } });
  },
};
