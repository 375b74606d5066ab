import { AwsError } from "@millrace/wire";

export const groupExists = (): AwsError =>
  new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");

export const streamExists = (): AwsError =>
  new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");

export const noSuchGroup = (): AwsError =>
  new AwsError("ResourceNotFoundException", "The specified log group does not exist.");

export const noSuchStream = (): AwsError =>
  new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");

export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterException", message);

export const keyNotAllowed = (arn: string): AwsError =>
  new AwsError(
    "AccessDeniedException",
    `The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
    { status: 400 },
  );

export const groupMissing = (): AwsError =>
  invalidParameter("LogGroupName cannot be empty: give logGroupName or logGroupIdentifier");

export const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);

export const limitExceeded = (): AwsError => new AwsError("LimitExceededException", "Resource limit exceeded.");

export const validationError = (message: string): AwsError => new AwsError("ValidationException", message);

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message);

export const malformedQuery = (message: string): AwsError =>
  new AwsError("MalformedQueryException", message, { fields: { queryCompileError: { message } } });
