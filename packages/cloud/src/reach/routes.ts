import type { Route } from "@aws-sdk/client-ec2";
import { type Block, contains, parseBlock } from "./cidr.ts";
import type { Network, RouteTable, Subnet } from "./network.ts";

/** The table by which a subnet goes: its own, else the main one of its network. */
export function tableOf({ routeTables }: Network, { SubnetId: id, VpcId: vpc }: Subnet): RouteTable | undefined {
  const own = routeTables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === id));
  return (
    own ??
    routeTables.find(({ VpcId, Associations }) => VpcId === vpc && Associations.some(({ Main }) => Main === true))
  );
}

/** Of the routes that lead to an address the one that says most about it. */
export function routeTo(table: RouteTable | undefined, address: Block): Route | undefined {
  let best: { readonly route: Route; readonly bits: number } | undefined;
  for (const route of table?.Routes ?? []) {
    const block = parseBlock(route.DestinationCidrBlock ?? "");
    if (block === undefined || !contains(block, address)) continue;
    if (best === undefined || block.bits > best.bits) best = { route, bits: block.bits };
  }
  return best?.route;
}
