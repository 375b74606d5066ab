import { AwsError } from "@millrace/wire";

export const functionNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, { fields: { Type: "User" } });

export const functionExists = (name: string): AwsError =>
  new AwsError("ResourceConflictException", `Function already exist: ${name}`, { fields: { Type: "User" } });

export const qualifierMismatch = (): AwsError =>
  invalidParameter("The derived qualifier from the function name does not match the specified qualifier.");

export const invalidQualifier = (qualifier: string): AwsError =>
  invalidParameter(
    `Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+`,
  );

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { fields: { Type: "User" } });

export const badZip = (): AwsError =>
  invalidParameter("Could not unzip uploaded file. Please check your file, then try to upload again.");

export const unzippedTooLarge = (bytesMax: number): AwsError =>
  invalidParameter(`Unzipped size must be smaller than ${bytesMax} bytes`);

export const noCode = (): AwsError => invalidParameter("Please provide a source for function code.");

export const imagesUnsupported = (): AwsError =>
  invalidParameter("Container images are not supported here: give the function as a zip file with PackageType Zip");

export const missingRuntime = (): AwsError =>
  invalidParameter("Runtime and Handler are mandatory parameters for functions created with deployment packages.");

export const roleCannotBeAssumed = (): AwsError =>
  invalidParameter("The role defined for the function cannot be assumed by Lambda.");

export const codeNotReadable = (error: AwsError): AwsError => {
  const what = error.code === "NoSuchKey" ? "NoSuchKey" : error.code;
  return invalidParameter(`Error occurred while GetObject. S3 Error Code: ${what}. S3 Error Message: ${error.message}`);
};

export const permissionExists = (sid: string): AwsError =>
  new AwsError(
    "ResourceConflictException",
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    { fields: { Type: "User" } },
  );

export const noPolicy = (): AwsError =>
  new AwsError("ResourceNotFoundException", "The resource you requested does not exist.", { fields: { Type: "User" } });

export const noSuchStatement = (sid: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Statement ${sid} is not found in resource policy.`, {
    fields: { Type: "User" },
  });

export const noEventInvokeConfig = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `The function ${arn} doesn't have an EventInvokeConfig`, {
    fields: { Type: "User" },
  });

export const revisionMismatch = (): AwsError =>
  new AwsError(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    { fields: { Type: "User" } },
  );

export const payloadNotJson = (reason: string): AwsError =>
  new AwsError("InvalidRequestContentException", `Could not parse request body into json: ${reason}`, {
    fields: { Type: "User" },
  });

export const payloadTooLarge = (bytes: number, bytesMax: number): AwsError =>
  new AwsError(
    "RequestTooLargeException",
    `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${bytesMax} bytes)`,
    { status: 413, fields: { Type: "User" } },
  );

export const tooManyRequests = (): AwsError =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", {
    fields: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded", Type: "User" },
  });

/** What a caller hears while the cloud is on its way down: AWS's word for trouble of its own. */
export const serviceStopping = (): AwsError =>
  new AwsError("ServiceException", "The service encountered an internal error.", { status: 500 });
