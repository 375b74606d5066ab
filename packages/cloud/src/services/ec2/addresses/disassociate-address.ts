import { onAnything } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { released } from "./released.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateAddress.html */
export const disassociateAddress: Ec2Operation<"DisassociateAddress"> = {
  access: onAnything("DisassociateAddress"),

  run({ store }, { AssociationId }) {
    const address = store.list("elastic-ip").find((one) => one.AssociationId === AssociationId);
    if (address === undefined)
      throw ec2Error("InvalidAssociationID.NotFound", `The association ID '${AssociationId}' does not exist`);

    store.put("elastic-ip", released(address));
  },
};
