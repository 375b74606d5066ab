import type { DatabasePart, NetworkPart } from "@millrace/plan";
import type { Expressing } from "../express.ts";
import { getAtt, kept, type Resources, ref, type Value } from "../template.ts";

const postgresPort = 5432;
const httpsPort = 443;
/** Each of the two subnets takes half of the network. */
const hostBits = 7;

const zones = ["A", "B"] as const;

const subnetId = (network: string, zone: (typeof zones)[number]): string => `${network}Private${zone}`;
const subnets = (network: string): Value => zones.map((zone) => ref(subnetId(network, zone)));

/**
 * How Lambda puts a function into a network, with the function's own role. These actions take no resource.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
export const networkStatements = [
  "CreateNetworkInterface",
  "DescribeNetworkInterfaces",
  "DescribeSubnets",
  "DeleteNetworkInterface",
  "AssignPrivateIpAddresses",
  "UnassignPrivateIpAddresses",
].map((name) => ({ Sid: `${name}InTheNetwork`, Effect: "Allow", Action: `ec2:${name}`, Resource: "*" }));

/** Where a function of the network stands. */
export const functionNetwork = (network: string): Value => ({
  SubnetIds: subnets(network),
  SecurityGroupIds: [getAtt(`${network}Functions`, "GroupId")],
});

/** Two private subnets whose only doors are endpoints, and who may reach whom in them. */
export function networkResources(network: NetworkPart, write: Expressing): Resources {
  const { id } = network;
  const tags = [{ Key: "Name", Value: write.text(network.name) }];
  const routes = `${id}Routes`;
  return {
    [id]: {
      Type: "AWS::EC2::VPC",
      Properties: { CidrBlock: network.cidr, EnableDnsSupport: true, EnableDnsHostnames: true, Tags: tags },
    },
    [routes]: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: ref(id), Tags: tags } },
    ...Object.fromEntries(
      zones.flatMap((zone, at) => [
        [
          subnetId(id, zone),
          {
            Type: "AWS::EC2::Subnet",
            Properties: {
              VpcId: ref(id),
              AvailabilityZone: { "Fn::Select": [at, { "Fn::GetAZs": "" }] },
              CidrBlock: { "Fn::Select": [at, { "Fn::Cidr": [network.cidr, zones.length, hostBits] }] },
              Tags: tags,
            },
          },
        ],
        [
          `${subnetId(id, zone)}Routes`,
          {
            Type: "AWS::EC2::SubnetRouteTableAssociation",
            Properties: { SubnetId: ref(subnetId(id, zone)), RouteTableId: ref(routes) },
          },
        ],
      ]),
    ),
    ...securityGroups(network),
    ...Object.fromEntries(
      network.gateways.map((service) => [
        `${id}${capital(service)}`,
        {
          Type: "AWS::EC2::VPCEndpoint",
          Properties: {
            VpcId: ref(id),
            VpcEndpointType: "Gateway",
            ServiceName: serviceName(service),
            RouteTableIds: [ref(routes)],
          },
        },
      ]),
    ),
    ...Object.fromEntries(
      network.interfaces.map((service) => [
        `${id}${capital(service)}`,
        {
          Type: "AWS::EC2::VPCEndpoint",
          Properties: {
            VpcId: ref(id),
            VpcEndpointType: "Interface",
            ServiceName: serviceName(service),
            PrivateDnsEnabled: true,
            SubnetIds: subnets(id),
            SecurityGroupIds: [getAtt(`${id}Endpoints`, "GroupId")],
          },
        },
      ]),
    ),
  };
}

const serviceName = (service: string): Value => ({ "Fn::Sub": `com.amazonaws.\${AWS::Region}.${service}` });

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function securityGroups({ id }: NetworkPart): Resources {
  const group = (GroupDescription: string): Resources[string] => ({
    Type: "AWS::EC2::SecurityGroup",
    Properties: { GroupDescription, VpcId: ref(id) },
  });
  const fromFunctions = (to: string, port: number, Description: string): Resources[string] => ({
    Type: "AWS::EC2::SecurityGroupIngress",
    Properties: {
      GroupId: getAtt(to, "GroupId"),
      IpProtocol: "tcp",
      FromPort: port,
      ToPort: port,
      SourceSecurityGroupId: getAtt(`${id}Functions`, "GroupId"),
      Description,
    },
  });
  return {
    [`${id}Functions`]: group("Functions of the pipeline"),
    [`${id}Database`]: group("The database of the pipeline"),
    [`${id}Endpoints`]: group("Endpoints of AWS services"),
    [`${id}DatabaseFromFunctions`]: fromFunctions(`${id}Database`, postgresPort, "Functions store rows"),
    [`${id}EndpointsFromFunctions`]: fromFunctions(`${id}Endpoints`, httpsPort, "Functions call AWS"),
  };
}

/** Backups are kept for a week, as Aurora keeps one day unless told otherwise. */
const backupDays = 7;

export function databaseResources(database: DatabasePart, write: Expressing): Resources {
  const { id, network } = database;
  const identifier = write.text(database.name);
  return {
    [`${id}Subnets`]: {
      Type: "AWS::RDS::DBSubnetGroup",
      Properties: {
        DBSubnetGroupName: identifier,
        DBSubnetGroupDescription: "Where the database of the pipeline stands",
        SubnetIds: subnets(network),
      },
    },
    [id]: {
      Type: "AWS::RDS::DBCluster",
      ...kept(database.isKept, "Snapshot"),
      Properties: {
        DBClusterIdentifier: identifier,
        Engine: "aurora-postgresql",
        DatabaseName: database.database,
        MasterUsername: "millrace",
        ManageMasterUserPassword: true,
        StorageEncrypted: true,
        EnableIAMDatabaseAuthentication: true,
        BackupRetentionPeriod: backupDays,
        CopyTagsToSnapshot: true,
        DBSubnetGroupName: ref(`${id}Subnets`),
        VpcSecurityGroupIds: [getAtt(`${network}Database`, "GroupId")],
        ServerlessV2ScalingConfiguration: { MinCapacity: database.minCapacity, MaxCapacity: database.maxCapacity },
      },
    },
    [`${id}Writer`]: {
      Type: "AWS::RDS::DBInstance",
      Properties: {
        DBInstanceIdentifier: write.text([...database.name, "-writer"]),
        DBClusterIdentifier: ref(id),
        DBInstanceClass: "db.serverless",
        Engine: "aurora-postgresql",
        PubliclyAccessible: false,
      },
    },
  };
}
