import { onEach } from "../access.ts";
import { invalid } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";
import { destinationOf, isSameDestination, noRoute } from "./routes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export const deleteRoute: Ec2Operation<"DeleteRoute"> = {
  access: onEach("DeleteRoute", ({ RouteTableId }) => ({ "route-table": RouteTableId })),

  run({ store }, { RouteTableId, ...input }) {
    const table = store.get("route-table", RouteTableId);
    const destination = destinationOf(input);
    const route = table.Routes.find((one) => isSameDestination(one, destination));
    if (route === undefined) throw noRoute(destination, table.RouteTableId);
    if (route.GatewayId === "local")
      throw invalid(`cannot remove local route ${route.DestinationCidrBlock} in route table ${table.RouteTableId}`);

    store.put("route-table", { ...table, Routes: table.Routes.filter((one) => one !== route) });
  },
};
