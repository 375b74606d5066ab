import type { ServiceDetail } from "@aws-sdk/client-ec2";
import { zonesOf } from "../zones.ts";
import { isGatewayService } from "./prefix-lists.ts";

/** What stands in front of the region's name in the private name of a service, where it is not the endpoint's own. */
const dnsNames: Readonly<Record<string, string>> = {
  "ecr.api": "api.ecr",
  "ecr.dkr": "*.dkr.ecr",
  "execute-api": "*.execute-api",
};

/** https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html */
const interfaceServices = [
  ...["application-autoscaling", "autoscaling", "cloudformation", "dynamodb", "ec2", "ecr.api", "ecr.dkr", "events"],
  ...["execute-api", "kms", "lambda", "logs", "monitoring", "pipes", "rds", "rds-data", "s3", "scheduler"],
  ...["secretsmanager", "sns", "sqs", "ssm", "states", "sts", "sync-states", "xray"],
];

export const servicePrefix = (region: string): string => `com.amazonaws.${region}.`;

export function endpointServices(region: string): (ServiceDetail & { readonly ServiceName: string })[] {
  const gateways = interfaceServices.filter(isGatewayService).map((name) => serviceOf(region, name, "Gateway"));
  return [...gateways, ...interfaceServices.map((name) => serviceOf(region, name, "Interface"))];
}

function serviceOf(
  region: string,
  name: string,
  ServiceType: "Gateway" | "Interface",
): ServiceDetail & { readonly ServiceName: string } {
  return {
    ServiceName: servicePrefix(region) + name,
    ServiceType: [{ ServiceType }],
    AvailabilityZones: zonesOf(region).map((zone) => zone.name),
    Owner: "amazon",
    BaseEndpointDnsNames: [`${name}.${region}.${ServiceType === "Gateway" ? "amazonaws.com" : "vpce.amazonaws.com"}`],
    ...(ServiceType === "Interface" ? { PrivateDnsName: privateName(region, name) } : {}),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ["ipv4"],
    Tags: [],
  };
}

export const privateName = (region: string, service: string): string =>
  `${dnsNames[service] ?? service}.${region}.amazonaws.com`;
