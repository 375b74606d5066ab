import { call } from "../../cloud/call.ts";
import { linkTo } from "../../route.ts";

/** What stands in a subnet. */
export interface Resident {
  readonly kind: "Function" | "Database" | "Endpoint" | "NAT gateway";
  readonly name: string;
  /** Of the view that shows it. */
  readonly href?: string;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly zone: string;
  /** Where its default route leads. */
  readonly way: "public" | "through NAT" | "private";
  readonly residents: readonly Resident[];
}

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly isDefault: boolean;
  readonly subnets: readonly Subnet[];
  /** Gateways and endpoints that routes lead to. */
  readonly exits: readonly string[];
}

export interface Networks {
  readonly vpcs: readonly Vpc[];
  /** Functions that no network holds. */
  readonly outside: readonly Resident[];
  /** What a way can be asked from, and to. */
  readonly sources: readonly string[];
  readonly targets: readonly string[];
}

interface Tagged {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
}

interface Ec2Vpc extends Tagged {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly IsDefault: boolean;
}

interface Ec2Subnet extends Tagged {
  readonly SubnetId: string;
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly AvailabilityZone: string;
}

interface RouteTable {
  readonly VpcId: string;
  readonly Routes?: readonly { DestinationCidrBlock?: string; GatewayId?: string; NatGatewayId?: string }[];
  readonly Associations?: readonly { readonly Main?: boolean; readonly SubnetId?: string }[];
}

interface Endpoint {
  readonly VpcId: string;
  readonly VpcEndpointType: string;
  readonly ServiceName: string;
  readonly SubnetIds?: readonly string[];
}

interface DatabaseInstance {
  readonly DBInstanceIdentifier: string;
  readonly DBClusterIdentifier?: string;
  readonly AvailabilityZone?: string;
  readonly DBSubnetGroup?: { readonly Subnets?: readonly { readonly SubnetIdentifier: string }[] };
}

interface LambdaFunction {
  readonly FunctionName: string;
  readonly VpcConfig?: { readonly SubnetIds?: readonly string[] };
}

interface Read {
  readonly vpcs: readonly Ec2Vpc[];
  readonly subnets: readonly Ec2Subnet[];
  readonly tables: readonly RouteTable[];
  readonly endpoints: readonly Endpoint[];
  readonly internetGateways: readonly { InternetGatewayId: string; Attachments?: readonly { VpcId: string }[] }[];
  readonly natGateways: readonly { NatGatewayId: string; SubnetId: string }[];
  readonly functions: readonly LambdaFunction[];
  readonly databases: readonly DatabaseInstance[];
}

/** The networks of a region and what stands in them. */
export const readNetworks = async (): Promise<Networks> => networksOf(await read());

async function read(): Promise<Read> {
  const list = async <Item>(service: string, operation: string, member: string, input = {}): Promise<readonly Item[]> =>
    (await call<Readonly<Record<string, readonly Item[] | undefined>>>(service, operation, input))[member] ?? [];
  const [vpcs, subnets, tables, endpoints, internetGateways, natGateways, functions, databases] = await Promise.all([
    list<Ec2Vpc>("ec2", "DescribeVpcs", "Vpcs"),
    list<Ec2Subnet>("ec2", "DescribeSubnets", "Subnets"),
    list<RouteTable>("ec2", "DescribeRouteTables", "RouteTables"),
    list<Endpoint>("ec2", "DescribeVpcEndpoints", "VpcEndpoints"),
    list<Read["internetGateways"][number]>("ec2", "DescribeInternetGateways", "InternetGateways"),
    list<Read["natGateways"][number]>("ec2", "DescribeNatGateways", "NatGateways"),
    list<LambdaFunction>("lambda", "ListFunctions", "Functions", { MaxItems: 10_000 }),
    list<DatabaseInstance>("rds", "DescribeDBInstances", "DBInstances"),
  ]);
  return { vpcs, subnets, tables, endpoints, internetGateways, natGateways, functions, databases };
}

function networksOf(found: Read): Networks {
  const { functions, databases, endpoints } = found;
  const vpcs = found.vpcs.map((vpc) => vpcOf(vpc, found));
  const clusters = databases.flatMap(({ DBClusterIdentifier: id }) => (id === undefined ? [] : [id]));
  return {
    // What somebody made comes before what every region has.
    vpcs: vpcs.sort((a, b) => Number(a.isDefault) - Number(b.isDefault)),
    outside: functions.filter((one) => subnetsOf(one).length === 0).map(functionResident),
    sources: [...functions.map(({ FunctionName }) => FunctionName), "internet"],
    targets: [
      ...new Set([
        ...clusters,
        ...databases.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier),
        ...endpoints.map(serviceOf),
        ...commonServices,
      ]),
    ],
  };
}

const commonServices = ["s3", "dynamodb", "sqs", "sns", "states", "secretsmanager"];

function vpcOf(vpc: Ec2Vpc, found: Read): Vpc {
  const isOwn = ({ VpcId }: { readonly VpcId: string }): boolean => VpcId === vpc.VpcId;
  const gateways = found.internetGateways.filter(({ Attachments = [] }) => Attachments.some(isOwn));
  return {
    id: vpc.VpcId,
    name: nameOf(vpc) ?? vpc.VpcId,
    cidr: vpc.CidrBlock,
    isDefault: vpc.IsDefault,
    subnets: found.subnets
      .filter(isOwn)
      .map((subnet) => subnetOf(subnet, found))
      .sort((a, b) => (a.zone < b.zone ? -1 : 1)),
    exits: [
      ...gateways.map(({ InternetGatewayId }) => `internet (${InternetGatewayId})`),
      ...found.endpoints.filter(isOwn).map((endpoint) => `${serviceOf(endpoint)} (${endpoint.VpcEndpointType})`),
    ],
  };
}

function subnetOf(subnet: Ec2Subnet, found: Read): Subnet {
  const { SubnetId: id, AvailabilityZone: zone } = subnet;
  return {
    id,
    zone,
    name: nameOf(subnet) ?? id,
    cidr: subnet.CidrBlock,
    way: wayOf(subnet, found.tables),
    residents: [
      ...found.functions.filter((one) => subnetsOf(one).includes(id)).map(functionResident),
      ...found.databases.filter((one) => standsIn(one, subnet)).map(databaseResident),
      ...found.endpoints
        .filter(({ SubnetIds = [] }) => SubnetIds.includes(id))
        .map((one): Resident => ({ kind: "Endpoint", name: serviceOf(one) })),
      ...found.natGateways
        .filter(({ SubnetId }) => SubnetId === id)
        .map(({ NatGatewayId }): Resident => ({ kind: "NAT gateway", name: NatGatewayId })),
    ],
  };
}

/** A subnet has the table that is associated with it, else its network's main one. */
function wayOf({ SubnetId, VpcId }: Ec2Subnet, tables: readonly RouteTable[]): Subnet["way"] {
  const has = (fits: (association: { Main?: boolean; SubnetId?: string }) => boolean): RouteTable | undefined =>
    tables.find((table) => table.VpcId === VpcId && table.Associations?.some(fits));
  const table = has((association) => association.SubnetId === SubnetId) ?? has(({ Main }) => Main === true);
  const out = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
  if (out?.GatewayId?.startsWith("igw-") === true) return "public";
  return out?.NatGatewayId === undefined ? "private" : "through NAT";
}

const standsIn = ({ AvailabilityZone, DBSubnetGroup }: DatabaseInstance, subnet: Ec2Subnet): boolean =>
  (AvailabilityZone === undefined || AvailabilityZone === subnet.AvailabilityZone) &&
  DBSubnetGroup?.Subnets?.some(({ SubnetIdentifier }) => SubnetIdentifier === subnet.SubnetId) === true;

const subnetsOf = ({ VpcConfig }: LambdaFunction): readonly string[] => VpcConfig?.SubnetIds ?? [];

const functionResident = ({ FunctionName: name }: LambdaFunction): Resident => ({
  kind: "Function",
  name,
  href: linkTo("functions", name),
});

const databaseResident = ({ DBInstanceIdentifier, DBClusterIdentifier }: DatabaseInstance): Resident => ({
  kind: "Database",
  name: DBInstanceIdentifier,
  href: linkTo("databases", DBClusterIdentifier ?? DBInstanceIdentifier),
});

const serviceOf = ({ ServiceName }: Endpoint): string => ServiceName.split(".").slice(3).join(".");

const nameOf = ({ Tags = [] }: Tagged): string | undefined => Tags.find(({ Key }) => Key === "Name")?.Value;
