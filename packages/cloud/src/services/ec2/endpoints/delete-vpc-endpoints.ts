import { arnOf } from "../access.ts";
import { notFound } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html */
export const deleteVpcEndpoints: Ec2Operation<"DeleteVpcEndpoints"> = {
  access: (input, scope) =>
    (input.VpcEndpointIds ?? []).map((id) => ({
      action: "ec2:DeleteVpcEndpoints",
      resource: arnOf(scope, "vpc-endpoint", id),
    })),

  run({ store }, { VpcEndpointIds = [] }) {
    const missing = VpcEndpointIds.filter((id) => store.find("vpc-endpoint", id) === undefined);

    for (const id of VpcEndpointIds) {
      for (const card of store.find("vpc-endpoint", id)?.NetworkInterfaceIds ?? [])
        store.delete("network-interface", card);
      store.delete("vpc-endpoint", id);
    }
    return {
      Unsuccessful: missing.map((ResourceId) => {
        const { code: Code, message: Message } = notFound("vpc-endpoint", ResourceId);
        return { ResourceId, Error: { Code, Message } };
      }),
    };
  },
};
