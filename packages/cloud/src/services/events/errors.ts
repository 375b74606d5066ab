import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const validation = (message: string): AwsError => error("ValidationException", message);

export const notValid = (parameter: string, reason?: string): AwsError =>
  validation(`Parameter ${parameter} is not valid.${reason === undefined ? "" : ` Reason: ${reason}`}`);

export const notFound = (message: string): AwsError => error("ResourceNotFoundException", message);

export const alreadyExists = (message: string): AwsError => error("ResourceAlreadyExistsException", message);

export const invalidPattern = (reason: string): AwsError =>
  error("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);

export const limitExceeded = (): AwsError =>
  error("LimitExceededException", "The requested resource exceeds the maximum number allowed.");

export const illegalStatus = (message: string): AwsError => error("IllegalStatusException", message);

export const managedRule = (name: string): AwsError =>
  error(
    "ManagedRuleException",
    `Rule ${name} is managed by an AWS service can only be modified if force is set to true.`,
  );

export const operationDisabled = (message: string): AwsError => error("OperationDisabledException", message);
