import { AwsError } from "@millrace/wire";

const error = (code: string, message: string): AwsError => new AwsError(code, message, { status: 400 });

/** AWS says nothing of which one. */
export const parameterNotFound = (): AwsError => error("ParameterNotFound", "");

export const versionNotFound = (name: string, selector: string): AwsError =>
  error(
    "ParameterVersionNotFound",
    `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
  );

export const alreadyExists = (): AwsError =>
  error(
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );

export const patternMismatch = (pattern: string): AwsError =>
  error("ParameterPatternMismatchException", `Parameter value, cannot be validated against allowedPattern: ${pattern}`);

export const invalidPattern = (pattern: string): AwsError =>
  error("InvalidAllowedPatternException", `The request does not meet the regular expression requirement: ${pattern}`);

export const tooDeep = (): AwsError =>
  error(
    "HierarchyLevelLimitExceededException",
    "A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.",
  );

export const tooManyVersions = (name: string, version: number): AwsError =>
  error(
    "ParameterMaxVersionLimitExceeded",
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
  );

export const tooManyLabels = (): AwsError =>
  error(
    "ParameterVersionLabelLimitExceeded",
    "An error occurred (ParameterVersionLabelLimitExceeded) when calling the LabelParameterVersion operation: A parameter version can have maximum 10 labels. Move one or more labels to another version and try again.",
  );

export const invalid = (message: string): AwsError => error("ValidationException", message);

export const reservedName = (name: string): AwsError =>
  error("AccessDeniedException", `No access to reserved parameter name: ${name}.`);

export const invalidKey = (message: string): AwsError => error("InvalidKeyId", message);

export const invalidPolicy = (message: string): AwsError => error("InvalidPolicyAttributeException", message);

export const invalidResource = (): AwsError => error("InvalidResourceId", "");

export const invalidFilter = (message: string): AwsError => error("InvalidFilterValue", message);
