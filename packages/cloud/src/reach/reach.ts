import { contains, formatAddress, parseBlock } from "./cidr.ts";
import { type Peer, passAcl, passGroups } from "./firewall.ts";
import type { Endpoint, Network, Subnet, Vpc } from "./network.ts";
import { type Path, type Step, walk } from "./path.ts";
import { routeTo, tableOf } from "./routes.ts";

/** Something that stands in a subnet. */
export interface Standing {
  readonly name: string;
  readonly subnetId: string;
  /** Undefined where nobody has said which it is in: then groups have no say on its side. */
  readonly groupIds: readonly string[] | undefined;
  /** Undefined for any of its subnet's. */
  readonly address?: string | undefined;
  readonly hasPublicAddress?: boolean;
}

/** Undefined stands for the internet, where callers are who are in no network. */
export type From = Standing | undefined;

const httpsPort = 443;
/** An address of AWS that stands for all whose addresses nobody publishes. */
const someAddress = "54.239.0.1";
const internet: Peer = { name: "the internet", block: { base: 0, bits: 0 }, groupIds: [] };

/** The way to something in a network. It may listen at any of `ports`. */
export function reachStanding(network: Network, from: From, to: Standing, ports: readonly number[]): Path {
  return walk(from === undefined ? fromOutside(network, to, ports) : within(network, from, to, ports));
}

/** The way to an address in a network or on the internet. */
export function reachAddress(network: Network, from: From, address: string, port: number): Path {
  const block = parseBlock(address);
  if (block === undefined) return walk([noSuch(address)]);
  const owner = network.interfaces.find(({ PrivateIpAddress }) => PrivateIpAddress === address);
  if (owner !== undefined) {
    const { NetworkInterfaceId: name, SubnetId: subnetId, groupIds } = owner;
    return reachStanding(network, from, { name, subnetId, groupIds, address }, [port]);
  }
  if (isPrivate(address)) return walk([noSuch(address)]);
  if (from === undefined) return walk([{ at: "internet", says: `reaches ${address}` }]);
  return walk(overInternet(network, from, { name: address, block, groupIds: [] }, port));
}

/** The way to a service of AWS, by the name that endpoints have for it. */
export function reachService(network: Network, from: From, service: string, region: string): Path {
  const name = `${service}.${region}.amazonaws.com`;
  if (from === undefined) return walk([{ at: "internet", says: `reaches ${name}` }]);
  const subnet = subnetOf(network, from);
  if (subnet === undefined) return walk([noSuch(from.subnetId)]);
  const serviceName = `com.amazonaws.${region}.${service}`;
  const endpoints = network.endpoints.filter(
    ({ VpcId, ServiceName }) => VpcId === subnet.VpcId && ServiceName === serviceName,
  );
  const vpc = network.vpcs.find(({ VpcId }) => VpcId === subnet.VpcId);
  const passage = (endpoint?: Endpoint) => ({
    vpcId: subnet.VpcId,
    endpointId: endpoint?.VpcEndpointId,
    policy: endpoint?.PolicyDocument,
  });
  // Its private name goes before every route.
  const named = endpoints.find(
    ({ VpcEndpointType, PrivateDnsEnabled: isNamed }) => VpcEndpointType === "Interface" && isNamed,
  );
  if (named !== undefined && vpc !== undefined && resolves(vpc)) {
    return walk(throughInterface(network, from, named), passage(named));
  }
  const list = network.prefixLists.find(({ PrefixListName }) => PrefixListName === serviceName);
  const block = parseBlock(list?.Cidrs?.[0] ?? someAddress) ?? internet.block;
  const peer: Peer = { name, block, groupIds: [], prefixListId: list?.PrefixListId };
  const table = tableOf(network, subnet)?.RouteTableId ?? "";
  const gateway = endpoints.find(
    ({ VpcEndpointType: type, RouteTableIds }) => type === "Gateway" && RouteTableIds.includes(table),
  );
  if (gateway !== undefined) return walk(throughGateway(network, from, gateway, peer), passage(gateway));
  const path = walk(overInternet(network, from, peer, httpsPort), passage());
  return path.missing?.at.startsWith("rtb-")
    ? { ...path, missing: noEndpoint(path.missing.at, subnet, serviceName, endpoints) }
    : path;
}

/** Between two that stand in networks. */
function* within(network: Network, from: Standing, to: Standing, ports: readonly number[]): Generator<Step> {
  const [source, target] = [subnetOf(network, from), subnetOf(network, to)];
  if (source === undefined || target === undefined) {
    yield noSuch(source === undefined ? from.subnetId : to.subnetId);
    return;
  }
  const [caller, called] = [peerOf(from, source), peerOf(to, target)];
  const [port = 0] = ports;
  yield* passGroups(network, from.groupIds, "out", called, ports);
  const table = tableOf(network, source);
  const isLocal = source.VpcId === target.VpcId;
  yield isLocal
    ? {
        at: table?.RouteTableId ?? source.VpcId,
        says: `leads from ${source.SubnetId} to ${target.SubnetId} within ${source.VpcId}`,
      }
    : {
        at: table?.RouteTableId ?? source.VpcId,
        says: `has no route from ${source.VpcId} to ${called.name}, which is in ${target.VpcId}`,
        add: `put both into one VPC: VPCs are joined by nothing here`,
      };
  // ACLs stand at the borders of subnets.
  if (source.SubnetId !== target.SubnetId) {
    yield* passAcl(network, source.SubnetId, "out", called, port);
    yield* passAcl(network, target.SubnetId, "in", caller, port);
  }
  yield* passGroups(network, to.groupIds, "in", caller, ports);
}

function* fromOutside(network: Network, to: Standing, ports: readonly number[]): Generator<Step> {
  const subnet = subnetOf(network, to);
  if (subnet === undefined) return yield noSuch(to.subnetId);
  if (to.hasPublicAddress !== true) {
    return yield {
      at: to.name,
      says: `has no public address, and who calls is outside ${subnet.VpcId}`,
      add: `call from within ${subnet.VpcId}: give the function a VpcConfig with subnets of it`,
    };
  }
  yield* toInternetGateway(network, subnet, internet);
  yield* passAcl(network, subnet.SubnetId, "in", internet, ports[0] ?? 0);
  yield* passGroups(network, to.groupIds, "in", internet, ports);
}

function* throughInterface(network: Network, from: Standing, endpoint: Endpoint): Generator<Step> {
  const own = network.interfaces.filter(({ NetworkInterfaceId: id }) => endpoint.NetworkInterfaceIds.includes(id));
  const source = subnetOf(network, from);
  const zoneOf = (id: string): string | undefined =>
    network.subnets.find(({ SubnetId }) => SubnetId === id)?.AvailabilityZone;
  const near = own.find(({ SubnetId }) => zoneOf(SubnetId) === source?.AvailabilityZone) ?? own[0];
  const { VpcEndpointId: name, securityGroupIds: groupIds } = endpoint;
  if (near === undefined) {
    return yield {
      at: name,
      says: "has no network interface",
      add: `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${name} --add-subnet-ids ${from.subnetId}`,
    };
  }
  yield* within(network, from, { name, subnetId: near.SubnetId, groupIds, address: near.PrivateIpAddress }, [
    httpsPort,
  ]);
  yield { at: name, says: `is the endpoint of ${endpoint.ServiceName}` };
}

function* throughGateway(network: Network, from: Standing, endpoint: Endpoint, peer: Peer): Generator<Step> {
  yield* passGroups(network, from.groupIds, "out", peer, [httpsPort]);
  yield* passAcl(network, from.subnetId, "out", peer, httpsPort);
  yield {
    at: endpoint.VpcEndpointId,
    says: `is the gateway endpoint of ${endpoint.ServiceName} in the routes of ${from.subnetId}`,
  };
}

/** Who has no public address gets there by a NAT gateway alone. */
function* overInternet(network: Network, from: Standing, peer: Peer, port: number): Generator<Step> {
  const subnet = subnetOf(network, from);
  if (subnet === undefined) return yield noSuch(from.subnetId);
  yield* passGroups(network, from.groupIds, "out", peer, [port]);
  yield* passAcl(network, subnet.SubnetId, "out", peer, port);
  if (from.hasPublicAddress === true) return yield* toInternetGateway(network, subnet, peer);
  const table = tableOf(network, subnet);
  const route = routeTo(table, peer.block);
  const at = table?.RouteTableId ?? subnet.VpcId;
  const gateway = network.natGateways.find(({ NatGatewayId }) => NatGatewayId === route?.NatGatewayId);
  if (gateway === undefined) {
    const toInternet = route?.GatewayId?.startsWith("igw-") === true;
    return yield {
      at,
      says: toInternet
        ? `leads from ${subnet.SubnetId} to ${route?.GatewayId}, which takes only who has a public address`
        : `has no route from ${subnet.SubnetId} to ${peer.name}${route?.NatGatewayId === undefined ? "" : `: ${route.NatGatewayId} is gone`}`,
      add: `aws ec2 ${route === undefined ? "create" : "replace"}-route --route-table-id ${at} --destination-cidr-block 0.0.0.0/0 --nat-gateway-id NAT_GATEWAY`,
    };
  }
  yield { at, says: `leads from ${subnet.SubnetId} to ${gateway.NatGatewayId}` };
  if (gateway.ConnectivityType === "private") {
    return yield {
      at: gateway.NatGatewayId,
      says: "is a private one, which leads to no internet",
      add: "make a public NAT gateway",
    };
  }
  const outer = network.subnets.find(({ SubnetId }) => SubnetId === gateway.SubnetId);
  if (outer === undefined) return yield noSuch(gateway.SubnetId);
  if (outer.SubnetId !== subnet.SubnetId) yield* passAcl(network, outer.SubnetId, "in", peerOf(from, subnet), port);
  yield* passAcl(network, outer.SubnetId, "out", peer, port);
  yield* toInternetGateway(network, outer, peer);
}

function* toInternetGateway(network: Network, subnet: Subnet, peer: Peer): Generator<Step> {
  const table = tableOf(network, subnet);
  const route = routeTo(table, peer.block);
  const at = table?.RouteTableId ?? subnet.VpcId;
  const attached = network.internetGateways.find(({ Attachments }) =>
    Attachments.some(({ VpcId }) => VpcId === subnet.VpcId),
  );
  if (attached === undefined || route?.GatewayId !== attached.InternetGatewayId) {
    return yield {
      at,
      says: `has no route from ${subnet.SubnetId} to an internet gateway of ${subnet.VpcId}`,
      add: `aws ec2 create-route --route-table-id ${at} --destination-cidr-block 0.0.0.0/0 --gateway-id ${attached?.InternetGatewayId ?? "INTERNET_GATEWAY"}`,
    };
  }
  yield { at, says: `leads from ${subnet.SubnetId} to ${attached.InternetGatewayId}` };
}

/** What is missing where neither an endpoint nor a route leads to a service. */
function noEndpoint(at: string, { SubnetId, VpcId }: Subnet, ServiceName: string, known: readonly Endpoint[]) {
  const [other] = known;
  const isGateway = /\.(s3|dynamodb)$/.test(ServiceName);
  if (other?.VpcEndpointType === "Gateway") {
    const add = `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${other.VpcEndpointId} --add-route-table-ids ${at}`;
    return { at, says: `has no route from ${SubnetId} to ${ServiceName}: ${other.VpcEndpointId} is not in it`, add };
  }
  if (other !== undefined) {
    const add = `aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${other.VpcEndpointId} --private-dns-enabled, and DNS support and host names for ${VpcId}`;
    return {
      at: other.VpcEndpointId,
      says: `is not found by the name of ${ServiceName}, as it has no private DNS`,
      add,
    };
  }
  const add = isGateway
    ? `aws ec2 create-vpc-endpoint --vpc-id ${VpcId} --service-name ${ServiceName} --route-table-ids ${at}`
    : `aws ec2 create-vpc-endpoint --vpc-id ${VpcId} --vpc-endpoint-type Interface --service-name ${ServiceName} --subnet-ids ${SubnetId}`;
  return { at, says: `has no route from ${SubnetId} to ${ServiceName}: neither an endpoint nor a NAT gateway`, add };
}

const resolves = ({ attributes }: Vpc): boolean => attributes.EnableDnsSupport && attributes.EnableDnsHostnames;

const subnetOf = ({ subnets }: Network, { subnetId }: Standing): Subnet | undefined =>
  subnets.find(({ SubnetId }) => SubnetId === subnetId);

function peerOf({ name, address, groupIds = [] }: Standing, subnet: Subnet): Peer {
  const block = parseBlock(address ?? subnet.CidrBlock) ?? internet.block;
  return { name: address === undefined ? name : `${name} (${formatAddress(block.base)})`, block, groupIds };
}

const noSuch = (name: string): Step => ({ at: name, says: "is not there", add: "name something that is" });

const privateBlocks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].flatMap((text) => parseBlock(text) ?? []);

function isPrivate(address: string): boolean {
  const block = parseBlock(address);
  return block !== undefined && privateBlocks.some((one) => contains(one, block));
}
