import { AwsError } from "@millrace/wire";

const error = (code: string, message: string, status = 400): AwsError => new AwsError(code, message, { status });

export const validation = (message: string): AwsError => error("ValidationError", message);

/** Something is wrong with the template before anything is looked at in it. */
export const formatError = (message: string): AwsError => validation(`Template format error: ${message}`);

/** A function in the template is wrongly used. */
export const templateError = (message: string): AwsError => validation(`Template error: ${message}`);

export const malformedExport = (output: string): AwsError =>
  formatError(
    `Output ${output} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
  );

export const stackMissing = (name: string): AwsError => validation(`Stack with id ${name} does not exist`);

/** Operations disagree about how they name a stack that is not there. */
export const bracketedStackMissing = (name: string): AwsError => validation(`Stack [${name}] does not exist`);
export const quotedStackMissing = (name: string): AwsError => validation(`Stack '${name}' does not exist`);

export const resourceMissing = (logicalId: string, stack: string): AwsError =>
  validation(`Resource ${logicalId} does not exist for stack ${stack}`);

export const stackExists = (name: string): AwsError =>
  error("AlreadyExistsException", `Stack [${name}] already exists`);

export const wrongState = (id: string, status: string, what: string): AwsError =>
  validation(`Stack:${id} is in ${status} state and can not be ${what}.`);

export const nothingToUpdate = (): AwsError => validation("No updates are to be performed.");

export const changeSetMissing = (name: string): AwsError =>
  error("ChangeSetNotFound", `ChangeSet [${name}] does not exist`, 404);

export const changeSetExists = (name: string): AwsError =>
  error("AlreadyExistsException", `ChangeSet ${name} already exists`);

export const wrongChangeSetState = (message: string): AwsError => error("InvalidChangeSetStatus", message);

export const needsCapabilities = (capabilities: readonly string[]): AwsError =>
  error("InsufficientCapabilitiesException", `Requires capabilities : [${capabilities.join(", ")}]`);

export const tokenTaken = (token: string): AwsError =>
  error("TokenAlreadyExistsException", `ClientRequestToken ${token} is already in use`);

export const typeMissing = (name: string): AwsError =>
  error("TypeNotFoundException", `The type '${name}' cannot be found.`, 404);

/** Of the registry of extensions. */
export const registryRefusal = (message: string): AwsError => error("CFNRegistryException", message);

export const protectedStack = (name: string): AwsError =>
  validation(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`);
