import { onNew } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { newRouteTable } from "../vpcs/new-vpc.ts";
import { routeTableOutput } from "./route-table-output.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export const createRouteTable: Ec2Operation<"CreateRouteTable"> = {
  access: onNew("CreateRouteTable", "route-table", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store }, { VpcId, TagSpecifications }) {
    const vpc = store.get("vpc", VpcId);
    const table = newRouteTable(store, vpc, { isMain: false, Tags: givenTags(TagSpecifications, "route-table") });

    store.put("route-table", table);
    return { RouteTable: routeTableOutput(store, table) };
  },
};
