import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

export const keyNotFound = (arn: string): AwsError => error("NotFoundException", `Key '${arn}' does not exist`);

export const aliasNotFound = (arn: string): AwsError => error("NotFoundException", `Alias ${arn} is not found.`);

export const invalidKeyId = (id: string): AwsError => error("NotFoundException", `Invalid keyId '${id}'`);

export const wrongRegion = (region: string): AwsError => error("NotFoundException", `Invalid arn ${region}`);

export const grantNotFound = (id: string): AwsError => error("NotFoundException", `Grant ID ${id} not found`);

export const aliasExists = (arn: string): AwsError =>
  error("AlreadyExistsException", `An alias with the name ${arn} already exists`);

export const keyExists = (arn: string): AwsError => error("AlreadyExistsException", `Key ${arn} already exists`);

export const isDisabled = (arn: string): AwsError => error("DisabledException", `${arn} is disabled.`);

export const wrongState = (arn: string, state: string): AwsError =>
  error("KMSInvalidStateException", `${arn} is ${state}.`);

export const wrongUsage = (arn: string, usage: string, operation: string): AwsError =>
  error("InvalidKeyUsageException", `${arn} key usage is ${usage} which is not valid for ${operation}.`);

export const wrongAlgorithm = (algorithm: string, spec: string): AwsError =>
  error("InvalidKeyUsageException", `Algorithm ${algorithm} is incompatible with key spec ${spec}.`);

/** AWS says nothing of why. */
export const invalidCiphertext = (): AwsError => error("InvalidCiphertextException", "");

export const incorrectKey = (): AwsError =>
  error("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

export const invalidSignature = (): AwsError => error("KMSInvalidSignatureException", "");

export const invalidMac = (): AwsError => error("KMSInvalidMacException", "");

export const unsupported = (message = ""): AwsError => error("UnsupportedOperationException", message);

export const invalid = (message: string): AwsError => error("ValidationException", message);

export const tagError = (message: string): AwsError => error("TagException", message);

export const malformedPolicy = (message: string): AwsError => error("MalformedPolicyDocumentException", message);

export const limitExceeded = (message: string): AwsError => error("LimitExceededException", message);

export const invalidImportToken = (): AwsError => error("InvalidImportTokenException", "");

export const expiredImportToken = (): AwsError => error("ExpiredImportTokenException", "");

export const incorrectMaterial = (): AwsError => error("IncorrectKeyMaterialException", "");

export const wouldSucceed = (): AwsError =>
  error("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
