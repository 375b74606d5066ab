import { onEach } from "../access.ts";
import { hasDependencies } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export const deleteRouteTable: Ec2Operation<"DeleteRouteTable"> = {
  access: onEach("DeleteRouteTable", ({ RouteTableId }) => ({ "route-table": RouteTableId })),

  run({ store }, { RouteTableId }) {
    const { Associations } = store.get("route-table", RouteTableId);
    const isUsed = store.list("vpc-endpoint").some(({ RouteTableIds }) => RouteTableIds.includes(RouteTableId));
    if (Associations.length > 0 || isUsed) throw hasDependencies("routeTable", RouteTableId);

    store.delete("route-table", RouteTableId);
  },
};
