import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html */
export const deleteNetworkInterface: Ec2Operation<"DeleteNetworkInterface"> = {
  access: onEach("DeleteNetworkInterface", ({ NetworkInterfaceId }) => ({ "network-interface": NetworkInterfaceId })),

  run({ store }, { NetworkInterfaceId = "" }) {
    const { RequesterId } = store.get("network-interface", NetworkInterfaceId);
    if (RequesterId !== undefined) {
      throw ec2Error("InvalidParameterValue", `Network interface '${NetworkInterfaceId}' is currently in use.`);
    }

    store.delete("network-interface", NetworkInterfaceId);
  },
};
