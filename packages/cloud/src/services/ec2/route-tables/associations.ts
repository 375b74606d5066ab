import type { RouteTableAssociation } from "@aws-sdk/client-ec2";
import { ec2Error } from "../errors.ts";
import type { RouteTable } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** What says by which table a subnet goes, unless it goes by the main one of its network. */
export const associationOf = (store: Ec2Store, subnetId: string): RouteTableAssociation | undefined =>
  store
    .list("route-table")
    .flatMap(({ Associations }) => Associations)
    .find(({ SubnetId }) => SubnetId === subnetId);

export const newAssociation = (
  store: Ec2Store,
  RouteTableId: string,
  target: Pick<RouteTableAssociation, "GatewayId" | "Main" | "SubnetId">,
): RouteTableAssociation => ({
  Main: false,
  ...target,
  RouteTableAssociationId: `rtbassoc-${store.hex()}`,
  RouteTableId,
  AssociationState: { State: "associated" },
});

/** Throws InvalidAssociationID.NotFound. */
export function tableWith(
  store: Ec2Store,
  id: string,
): { readonly table: RouteTable; readonly association: RouteTableAssociation } {
  for (const table of store.list("route-table")) {
    const association = table.Associations.find(({ RouteTableAssociationId }) => RouteTableAssociationId === id);
    if (association !== undefined) return { table, association };
  }
  throw ec2Error("InvalidAssociationID.NotFound", `The association ID '${id}' does not exist`);
}

export const without = (table: RouteTable, id: string): RouteTable => ({
  ...table,
  Associations: table.Associations.filter(({ RouteTableAssociationId }) => RouteTableAssociationId !== id),
});
