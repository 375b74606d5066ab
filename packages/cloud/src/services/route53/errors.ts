import { AwsError } from "@millrace/wire";

const error = (code: string, message: string, status = 400): AwsError => new AwsError(code, message, { status });

export const noSuchHostedZone = (id: string): AwsError =>
  error("NoSuchHostedZone", `No hosted zone found with ID: ${id}`, 404);

export const noSuchChange = (id: string): AwsError =>
  error("NoSuchChange", `A change with the ID ${id} does not exist.`, 404);

export const hostedZoneExists = (): AwsError =>
  error("HostedZoneAlreadyExists", "A hosted zone has already been created with the specified caller reference.", 409);

export const hostedZoneNotEmpty = (): AwsError =>
  error(
    "HostedZoneNotEmpty",
    "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
  );

export const invalidDomainName = (name: string): AwsError =>
  error("InvalidDomainName", `${name} is not a valid domain name`);

export const invalidInput = (message: string): AwsError => error("InvalidInput", message);

export const invalidChangeBatch = (messages: readonly string[]): AwsError =>
  error("InvalidChangeBatch", `[${messages.join(", ")}]`);

export const invalidVpc = (): AwsError => error("InvalidVPCId", "The VPC ID is not valid or does not exist.");

export const isPublicZone = (id: string): AwsError =>
  error("PublicZoneVPCAssociation", `The hosted zone ${id} is public, and cannot be associated with a VPC.`);

export const lastVpc = (): AwsError =>
  error("LastVPCAssociation", "The VPC that is the last one of a private hosted zone cannot be disassociated from it.");

export const vpcNotAssociated = (vpc: string, zone: string): AwsError =>
  error("VPCAssociationNotFound", `The VPC ${vpc} is not associated with the hosted zone ${zone}.`, 404);
