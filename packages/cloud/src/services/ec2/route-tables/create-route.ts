import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { isSameDestination, routeExists, wantedRoute } from "./routes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export const createRoute: Ec2Operation<"CreateRoute"> = {
  access: onEach("CreateRoute", ({ RouteTableId }) => ({ "route-table": RouteTableId })),

  run({ store }, { RouteTableId, ...input }) {
    const table = store.get("route-table", RouteTableId);
    const route = wantedRoute(store, input);
    const before = table.Routes.find((one) => isSameDestination(one, route));
    const isSame = before !== undefined && JSON.stringify({ ...before, ...route }) === JSON.stringify(before);
    if (before !== undefined && !isSame) throw routeExists(route);

    if (!isSame) store.put("route-table", { ...table, Routes: [...table.Routes, route] });
    return { Return: true };
  },
};
