import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { isSameDestination, noRoute, wantedRoute } from "./routes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export const replaceRoute: Ec2Operation<"ReplaceRoute"> = {
  access: onEach("ReplaceRoute", ({ RouteTableId }) => ({ "route-table": RouteTableId })),

  run({ store }, { RouteTableId, ...input }) {
    const table = store.get("route-table", RouteTableId);
    const route = wantedRoute(store, input);
    if (!table.Routes.some((one) => isSameDestination(one, route))) throw noRoute(route, table.RouteTableId);

    store.put("route-table", {
      ...table,
      Routes: table.Routes.map((one) => (isSameDestination(one, route) ? route : one)),
    });
  },
};
