import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
export const releaseAddress: Ec2Operation<"ReleaseAddress"> = {
  access: onEach("ReleaseAddress", ({ AllocationId }) => ({ "elastic-ip": AllocationId })),

  run({ store }, { AllocationId = "" }) {
    const address = store.get("elastic-ip", AllocationId);
    if (address.AssociationId !== undefined)
      throw ec2Error("InvalidIPAddress.InUse", `Address ${address.PublicIp} is in use.`);

    store.delete("elastic-ip", AllocationId);
  },
};
