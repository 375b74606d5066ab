import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const notFound = (arn: string, account: string): AwsError =>
  error("ResourceNotFoundException", `Could not find certificate ${arn} in account ${account}.`);

export const inUse = (arn: string, account: string): AwsError =>
  error("ResourceInUseException", `Certificate ${arn} in account ${account} is in use.`);

export const inProgress = (arn: string): AwsError =>
  error("RequestInProgressException", `Certificate request for ${arn} is in progress.`);

export const invalidState = (message: string): AwsError => error("InvalidStateException", message);

export const validation = (message: string): AwsError => error("ValidationException", message);

export const invalidValidationOption = (domain: string): AwsError =>
  error(
    "InvalidDomainValidationOptionsException",
    `Validation domain ${domain} is not a superdomain of any of the names that are asked for.`,
  );

export const invalidTag = (key: string): AwsError =>
  error("InvalidTagException", `Tag key ${key} must not begin with aws:`);

export const tooManyTags = (): AwsError => error("TooManyTagsException", "A certificate has at most 50 tags.");
