import { AwsError } from "@millrace/wire";
import { type Kind, kinds } from "./model.ts";

export const ec2Error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const notFound = (kind: Kind, id: string): AwsError =>
  ec2Error(kinds[kind].notFoundCode, kinds[kind].notFound.replace("{}", id));

export const invalidValue = (message: string): AwsError => ec2Error("InvalidParameterValue", message);

export const invalid = (message: string): AwsError => ec2Error("InvalidParameter", message);

export const missingParameter = (name: string): AwsError =>
  ec2Error("MissingParameter", `The request must contain the parameter ${name}`);

export const invalidCidr = (cidr: string): AwsError =>
  invalidValue(`Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);

export const dependency = (message: string): AwsError => ec2Error("DependencyViolation", message);

export const hasDependencies = (what: string, id: string): AwsError =>
  dependency(`The ${what} '${id}' has dependencies and cannot be deleted.`);
