import { onAnything } from "../access.ts";
import { invalidValue } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { tableWith, without } from "./associations.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export const disassociateRouteTable: Ec2Operation<"DisassociateRouteTable"> = {
  access: onAnything("DisassociateRouteTable"),

  run({ store }, { AssociationId = "" }) {
    const { table, association } = tableWith(store, AssociationId);
    if (association.Main) {
      throw invalidValue(`cannot disassociate the main route table association ${AssociationId}`);
    }

    store.put("route-table", without(table, AssociationId));
  },
};
