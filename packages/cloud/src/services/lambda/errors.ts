import { AwsError } from "@millrace/wire";

const user = { fields: { Type: "User" } } as const;

/** Lambda's common refusals carry who is to blame. */
const refusal = (code: string, message: string): AwsError => new AwsError(code, message, user);

export const invalidParameter = (message: string): AwsError => refusal("InvalidParameterValueException", message);
export const notFound = (message: string): AwsError => refusal("ResourceNotFoundException", message);
export const conflict = (message: string): AwsError => refusal("ResourceConflictException", message);
export const validation = (message: string): AwsError => new AwsError("ValidationException", message, { status: 400 });

export const functionNotFound = (arn: string): AwsError => notFound(`Function not found: ${arn}`);
export const functionElsewhere = (region: string, here: string): AwsError =>
  notFound(`Functions from '${region}' are not reachable in this region ('${here}')`);
export const functionExists = (name: string): AwsError => conflict(`Function already exist: ${name}`);
export const aliasNotFound = (arn: string): AwsError => notFound(`Cannot find alias arn: ${arn}`);
export const aliasExists = (arn: string): AwsError => conflict(`Alias already exists: ${arn}`);

export const qualifierMismatch = (): AwsError =>
  invalidParameter("The derived qualifier from the function name does not match the specified qualifier.");

export const latestStays = (): AwsError =>
  invalidParameter("$LATEST version cannot be deleted without deleting the function.");

export const aliasesStay = (): AwsError => invalidParameter("Deletion of aliases is not currently supported.");

export const versionIsNamed = (version: string, aliases: readonly string[]): AwsError =>
  conflict(`Version ${version} is being used by ${aliases.length} alias(es): [${aliases.join(", ")}]`);

export const nothingThere = (): AwsError => notFound("The resource you requested does not exist.");

export const badZip = (): AwsError =>
  invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");

export const unzippedTooLarge = (bytesMax: number): AwsError =>
  invalidParameter(`Unzipped size must be smaller than ${bytesMax} bytes`);

export const requestTooLarge = (operation: string, bytesMax: number): AwsError =>
  new AwsError(
    "RequestEntityTooLargeException",
    `Request must be smaller than ${bytesMax} bytes for the ${operation} operation`,
    { status: 413 },
  );

export const notUnzippable = (): AwsError =>
  new AwsError("InvalidZipFileException", "Lambda could not unzip the deployment package.", {
    status: 502,
    fields: { Type: "User" },
  });

export const noCode = (): AwsError => invalidParameter("Please provide a source for function code.");

export const imagesUnsupported = (): AwsError =>
  invalidParameter("Container images are not supported here: give the function as a zip file with PackageType Zip");

export const missingRuntime = (): AwsError =>
  invalidParameter("Runtime and Handler are mandatory parameters for functions created with deployment packages.");

export const roleCannotBeAssumed = (): AwsError =>
  invalidParameter("The role defined for the function cannot be assumed by Lambda.");

export const noInterfaceRight = (): AwsError =>
  invalidParameter("The provided execution role does not have permissions to call CreateNetworkInterface on EC2");

export const codeNotReadable = (error: AwsError): AwsError =>
  invalidParameter(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);

/** Of a key that Lambda cannot put a function's variables under. */
export const keyInvalid = ({ code, message }: AwsError): AwsError =>
  invalidParameter(
    `Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: ${code} KMS Message: ${message}`,
  );

const keyErrors: Readonly<Record<string, readonly [code: string, why: string]>> = {
  DisabledException: ["KMSDisabledException", "the KMS key used is disabled"],
  KMSInvalidStateException: ["KMSInvalidStateException", "the KMS key used is in an invalid state for Decrypt"],
  NotFoundException: ["KMSNotFoundException", "the KMS key was not found"],
};

/** Of variables that the key does not open. */
export const keyRefused = ({ code, message }: AwsError): AwsError => {
  const [name, why] = keyErrors[code] ?? ["KMSAccessDeniedException", "KMS access was denied"];
  const text = `Lambda was unable to decrypt the environment variables because ${why}. Please check the function's KMS key settings. KMS Exception: ${code} KMS Message: ${message}`;
  return new AwsError(name, text, { status: 502, ...user });
};

export const permissionExists = (sid: string): AwsError =>
  conflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const principalInvalid = (): AwsError =>
  invalidParameter("The provided principal was invalid. Please check the principal and try again.");

export const noPolicyThere = (): AwsError => notFound("No policy is associated with the given resource.");

export const layerVersionNotFound = (arn: string): AwsError => notFound(`Layer version ${arn} does not exist.`);

export const noSuchStatement = (sid: string): AwsError => notFound(`Statement ${sid} is not found in resource policy.`);

export const noPolicyForLatest = (): AwsError =>
  invalidParameter("We currently do not support adding policies for $LATEST.");

export const noEventInvokeConfig = (arn: string): AwsError =>
  notFound(`The function ${arn} doesn't have an EventInvokeConfig`);

export const noProvisionedConcurrency = (): AwsError =>
  refusal("ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function");

export const notPublished = (): AwsError =>
  invalidParameter("The function resource provided must be an alias or a published version.");

export const notProvisionable = (): AwsError =>
  invalidParameter("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");

export const versionIsProvisioned = (): AwsError =>
  conflict("Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");

export const aliasIsProvisioned = (): AwsError => conflict("Version is pointed by a Provisioned Concurrency alias");

export const onlyForFunctions = (): AwsError =>
  invalidParameter(
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.",
  );

export const noCodeSigningConfig = (arn: string): AwsError =>
  refusal(
    "CodeSigningConfigNotFoundException",
    `The code signing configuration cannot be found. Check that the provided code signing configuration is not deleted: ${arn}.`,
  );

/** `asked` is the operation that tells the latest revision. */
export const revisionMismatch = (asked = "GetFunction/GetAlias"): AwsError =>
  refusal(
    "PreconditionFailedException",
    `The Revision Id provided does not match the latest Revision Id. Call the ${asked} API to retrieve the latest Revision Id`,
  );

/** Lambda spells it in one word where a function's code or configuration changes. */
export const revisionIdMismatch = (): AwsError =>
  refusal(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId",
  );

export const payloadNotJson = (reason: string): AwsError =>
  refusal("InvalidRequestContentException", `Could not parse request body into json: ${reason}`);

export const payloadTooLarge = (bytes: number, bytesMax: number, type: string): AwsError =>
  new AwsError(
    "RequestTooLargeException",
    `${bytes} byte payload is too large for the ${type} invocation type (limit ${bytesMax} bytes)`,
    { status: 413, ...user },
  );

export type ThrottleReason = "ReservedFunctionConcurrentInvocationLimitExceeded" | "ConcurrentInvocationLimitExceeded";

export const tooManyRequests = (
  Reason: ThrottleReason = "ReservedFunctionConcurrentInvocationLimitExceeded",
): AwsError => new AwsError("TooManyRequestsException", "Rate Exceeded.", { fields: { Reason, Type: "User" } });

export const recursionFound = (): AwsError =>
  refusal(
    "RecursiveInvocationException",
    "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your function's invocation.",
  );

/** What a caller hears while the cloud is on its way down: AWS's word for trouble of its own. */
export const serviceStopping = (): AwsError =>
  new AwsError("ServiceException", "The service encountered an internal error.", { status: 500 });
