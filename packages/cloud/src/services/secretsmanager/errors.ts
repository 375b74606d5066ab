import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError =>
  new AwsError(code, message, { status: 400, fields: { Message: message } });

export const notFound = (): AwsError =>
  error("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

export const noSuchVersion = (what: string): AwsError =>
  error("ResourceNotFoundException", `Secrets Manager can't find the specified secret value for ${what}`);

export const alreadyExists = (name: string): AwsError =>
  error("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);

export const isDeleted = (): AwsError =>
  error(
    "InvalidRequestException",
    "You can't perform this operation on the secret because it was marked for deletion.",
  );

export const invalidParameter = (message: string): AwsError => error("InvalidParameterException", message);
