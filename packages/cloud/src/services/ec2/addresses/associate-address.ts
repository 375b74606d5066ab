import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html */
export const associateAddress: Ec2Operation<"AssociateAddress"> = {
  access: onEach("AssociateAddress", ({ AllocationId, NetworkInterfaceId }) => ({
    "elastic-ip": AllocationId,
    "network-interface": NetworkInterfaceId,
  })),

  run({ store }, { AllocationId, NetworkInterfaceId, AllowReassociation = false }) {
    const address = store.get("elastic-ip", AllocationId);
    const card = store.get("network-interface", NetworkInterfaceId);
    if (address.AssociationId !== undefined && !AllowReassociation) {
      throw ec2Error(
        "Resource.AlreadyAssociated",
        `resource ${AllocationId} is already associated with associate-id ${address.AssociationId}`,
      );
    }

    const AssociationId = `eipassoc-${store.hex()}`;
    const { NetworkInterfaceId: atInterface, PrivateIpAddress } = card;
    store.put("elastic-ip", { ...address, AssociationId, NetworkInterfaceId: atInterface, PrivateIpAddress });
    return { AssociationId };
  },
};
