import type { RouteTable as RouteTableOutput } from "@aws-sdk/client-ec2";
import { prefixListOf } from "../endpoints/prefix-lists.ts";
import type { RouteTable } from "../model.ts";
import type { Ec2Store } from "../store.ts";

/** With the routes that gateway endpoints put into it. */
export function routeTableOutput(store: Ec2Store, table: RouteTable): RouteTableOutput {
  const endpoints = store
    .list("vpc-endpoint")
    .filter(({ RouteTableIds }) => RouteTableIds.includes(table.RouteTableId));
  return {
    ...table,
    PropagatingVgws: [],
    Routes: [
      ...table.Routes,
      ...endpoints.map(({ VpcEndpointId, ServiceName }) => ({
        DestinationPrefixListId: prefixListOf(store.scope.region, ServiceName)?.PrefixListId,
        GatewayId: VpcEndpointId,
        Origin: "CreateRoute" as const,
        State: "active" as const,
      })),
    ],
  };
}
