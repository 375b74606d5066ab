import { onEach } from "../access.ts";
import { ec2Error, invalid, missingParameter } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { associationOf, newAssociation } from "./associations.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const associateRouteTable: Ec2Operation<"AssociateRouteTable"> = {
  access: onEach("AssociateRouteTable", ({ RouteTableId, SubnetId }) => ({
    "route-table": RouteTableId,
    subnet: SubnetId,
  })),

  run({ store }, { RouteTableId, SubnetId, GatewayId }) {
    const table = store.get("route-table", RouteTableId);
    if (SubnetId !== undefined && store.get("subnet", SubnetId).VpcId !== table.VpcId) {
      throw invalid(`Route table ${RouteTableId} and subnet ${SubnetId} belong to different networks`);
    }
    if (SubnetId === undefined && GatewayId === undefined) throw missingParameter("subnetId");
    const before = SubnetId === undefined ? undefined : associationOf(store, SubnetId);
    if (before !== undefined && before.RouteTableId !== RouteTableId) {
      throw ec2Error(
        "Resource.AlreadyAssociated",
        `the specified association for route table ${RouteTableId} conflicts with an existing association`,
      );
    }
    if (before !== undefined) return { AssociationId: before.RouteTableAssociationId };

    const association = newAssociation(store, RouteTableId, { SubnetId, GatewayId });
    store.put("route-table", { ...table, Associations: [...table.Associations, association] });
    return { AssociationId: association.RouteTableAssociationId, AssociationState: association.AssociationState };
  },
};
