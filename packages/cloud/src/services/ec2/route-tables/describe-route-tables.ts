import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { RouteTable } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { routeTableOutput } from "./route-table-output.ts";

const filters: Filters<RouteTable> = {
  "association.main": ({ Associations }) => Associations.map(({ Main }) => Main),
  "association.route-table-association-id": ({ Associations }) =>
    Associations.map(({ RouteTableAssociationId: id }) => id),
  "association.route-table-id": ({ Associations }) => Associations.map(({ RouteTableId }) => RouteTableId),
  "association.subnet-id": ({ Associations }) => Associations.map(({ SubnetId }) => SubnetId),
  "association.gateway-id": ({ Associations }) => Associations.map(({ GatewayId }) => GatewayId),
  "owner-id": ({ OwnerId }) => OwnerId,
  "route-table-id": ({ RouteTableId }) => RouteTableId,
  "route.destination-cidr-block": ({ Routes }) => Routes.map(({ DestinationCidrBlock }) => DestinationCidrBlock),
  "route.gateway-id": ({ Routes }) => Routes.map(({ GatewayId }) => GatewayId),
  "route.nat-gateway-id": ({ Routes }) => Routes.map(({ NatGatewayId }) => NatGatewayId),
  "route.origin": ({ Routes }) => Routes.map(({ Origin }) => Origin),
  "route.state": ({ Routes }) => Routes.map(({ State }) => State),
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const describeRouteTables: Ec2Operation<"DescribeRouteTables"> = {
  access: onAnything("DescribeRouteTables"),

  run({ store }, { RouteTableIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "route-table", { ids, ...wanted }, filters);
    return { RouteTables: items.map((table) => routeTableOutput(store, table)), NextToken };
  },
};
