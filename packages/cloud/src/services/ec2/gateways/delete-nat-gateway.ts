import { onEach } from "../access.ts";
import { released } from "../addresses/released.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html */
export const deleteNatGateway: Ec2Operation<"DeleteNatGateway"> = {
  access: onEach("DeleteNatGateway", ({ NatGatewayId }) => ({ natgateway: NatGatewayId })),

  run({ store }, { NatGatewayId = "" }) {
    const gateway = store.get("natgateway", NatGatewayId);

    for (const { NetworkInterfaceId, AllocationId } of gateway.NatGatewayAddresses) {
      if (NetworkInterfaceId !== undefined) store.delete("network-interface", NetworkInterfaceId);
      const address = AllocationId === undefined ? undefined : store.find("elastic-ip", AllocationId);
      if (address !== undefined) store.put("elastic-ip", released(address));
    }
    store.delete("natgateway", NatGatewayId);
    return { NatGatewayId };
  },
};
