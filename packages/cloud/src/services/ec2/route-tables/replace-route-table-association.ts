import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { newAssociation, tableWith, without } from "./associations.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html */
export const replaceRouteTableAssociation: Ec2Operation<"ReplaceRouteTableAssociation"> = {
  access: onEach("ReplaceRouteTableAssociation", ({ RouteTableId }) => ({ "route-table": RouteTableId })),

  run({ store }, { AssociationId = "", RouteTableId = "" }) {
    const { table, association } = tableWith(store, AssociationId);
    store.get("route-table", RouteTableId);

    store.put("route-table", without(table, AssociationId));
    const { SubnetId, GatewayId, Main } = association;
    const next = newAssociation(store, RouteTableId, { SubnetId, GatewayId, Main });
    const target = store.get("route-table", RouteTableId);
    store.put("route-table", { ...target, Associations: [...target.Associations, next] });
    return { NewAssociationId: next.RouteTableAssociationId, AssociationState: next.AssociationState };
  },
};
