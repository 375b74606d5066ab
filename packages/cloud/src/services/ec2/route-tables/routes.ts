import type { Route } from "@aws-sdk/client-ec2";
import { formatBlock, parseBlock } from "../../../reach/cidr.ts";
import { ec2Error, invalid, invalidCidr, missingParameter } from "../errors.ts";
import type { Ec2Store } from "../store.ts";

const destinations = ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"] as const;
const targets = [
  "CarrierGatewayId",
  "CoreNetworkArn",
  "EgressOnlyInternetGatewayId",
  "GatewayId",
  "InstanceId",
  "LocalGatewayId",
  "NatGatewayId",
  "NetworkInterfaceId",
  "TransitGatewayId",
  "VpcPeeringConnectionId",
] as const;

type Destination = Pick<Route, (typeof destinations)[number]>;
/** What the inputs that make or change a route say of it. */
type Wanted = Destination & Pick<Route, (typeof targets)[number]> & { readonly VpcEndpointId?: string | undefined };

const picked = <Key extends keyof Wanted>(input: Wanted, keys: readonly Key[]): Partial<Route> =>
  Object.fromEntries(keys.flatMap((key) => (input[key] === undefined ? [] : [[key, input[key]]])));

/** Where a route leads and by what: one of each. */
export function wantedRoute(store: Ec2Store, input: Wanted): Route {
  const destination = destinationOf(input);
  const target = picked({ ...input, GatewayId: input.GatewayId ?? input.VpcEndpointId }, targets);
  if (Object.keys(target).length === 0) throw missingParameter("gatewayId");
  if (Object.keys(target).length > 1) {
    throw ec2Error(
      "InvalidParameterCombination",
      "The parameters gatewayId and natGatewayId may not both be specified: a route has one target",
    );
  }
  const { GatewayId, NatGatewayId, NetworkInterfaceId } = target;
  if (GatewayId?.startsWith("igw-")) store.get("internet-gateway", GatewayId);
  if (GatewayId?.startsWith("vpce-") && store.get("vpc-endpoint", GatewayId).VpcEndpointType === "Gateway") {
    throw invalid(`Endpoint ${GatewayId} puts its routes into route tables itself`);
  }
  if (NatGatewayId !== undefined) store.get("natgateway", NatGatewayId);
  if (NetworkInterfaceId !== undefined) store.get("network-interface", NetworkInterfaceId);
  return { ...destination, ...target, Origin: "CreateRoute", State: "active" };
}

export function destinationOf(input: Destination): Destination {
  const destination = picked(input, destinations);
  if (Object.keys(destination).length !== 1) {
    throw missingParameter("destinationCidrBlock");
  }
  const { DestinationCidrBlock: cidr } = destination;
  if (cidr === undefined) return destination;
  const block = cidr.includes("/") ? parseBlock(cidr) : undefined;
  if (block === undefined) throw invalidCidr(cidr);
  return { DestinationCidrBlock: formatBlock(block) };
}

const labelOf = (route: Destination): string =>
  destinations.map((name) => route[name]).find((text) => text !== undefined) ?? "";

export const isSameDestination = (a: Destination, b: Destination): boolean => labelOf(a) === labelOf(b);

export const routeExists = (route: Destination): Error =>
  ec2Error("RouteAlreadyExists", `The route identified by ${labelOf(route)} already exists.`);

export const noRoute = (route: Destination, tableId: string): Error =>
  ec2Error("InvalidRoute.NotFound", `no route with destination-cidr-block ${labelOf(route)} in route table ${tableId}`);
