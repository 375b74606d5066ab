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

export const isScheduledForDeletion = (): AwsError =>
  invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");

export const versionExists = (): AwsError =>
  error("ResourceExistsException", "You can't modify an existing version, you can only create new ones.");

export const invalidRequest = (message: string): AwsError => error("InvalidRequestException", message);

export const malformedPolicy = (): AwsError =>
  error("MalformedPolicyDocumentException", "This resource policy contains invalid JSON.");

export const publicPolicy = (): AwsError =>
  error("PublicPolicyException", "You must not use a broad principal in the resource policy of a secret.");

export const cannotUseKey = (code: "EncryptionFailure" | "DecryptionFailure", message: string): AwsError =>
  error(code, message);

export const cannotInvoke = (): AwsError =>
  error(
    "AccessDeniedException",
    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.",
  );

export const invalidParameter = (message: string): AwsError => error("InvalidParameterException", message);
