import { AwsError } from "@millrace/wire";

export const invalidArn = (text: string): AwsError =>
  new AwsError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${text}'`);

export const wrongResourceType = (arn: string): AwsError =>
  new AwsError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${arn}'`);

export const invalidName = (name: string): AwsError => new AwsError("InvalidName", `Invalid Name: '${name}'`);

export const invalidDefinition = (message: string): AwsError => new AwsError("InvalidDefinition", message);

export const invalidLogging = (reason: string): AwsError =>
  new AwsError("InvalidLoggingConfiguration", `Invalid Logging Configuration: ${reason}`);

export const invalidInput = (reason: string): AwsError =>
  new AwsError("InvalidExecutionInput", `Invalid State Machine Execution Input: '${reason}'`);

export const invalidOutput = (): AwsError =>
  new AwsError("InvalidOutput", "Invalid Output: 'The output must be a valid JSON text'");

export const invalidToken = (text = "Invalid token"): AwsError =>
  new AwsError("InvalidToken", `Invalid Token: '${text}'`);

export const taskTimedOut = (): AwsError =>
  new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

export const noSuchMachine = (arn: string): AwsError =>
  new AwsError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);

export const noSuchExecution = (arn: string): AwsError =>
  new AwsError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);

export const noSuchActivity = (arn: string): AwsError =>
  new AwsError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);

export const noSuchResource = (arn: string): AwsError =>
  new AwsError("ResourceNotFound", `Resource not found: '${arn}'`, { fields: { resourceName: arn } });

export const machineExists = (arn: string): AwsError =>
  new AwsError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`);

export const activityExists = (arn: string): AwsError =>
  new AwsError("ActivityAlreadyExists", `Activity Already Exists: '${arn}'`);

export const executionExists = (arn: string): AwsError =>
  new AwsError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);

export const typeNotSupported = (operation: string, type: string): AwsError =>
  new AwsError(
    "StateMachineTypeNotSupported",
    `This operation is not supported by this type of state machine: ${operation} on ${type}`,
  );

export const validation = (message: string, reason?: string): AwsError =>
  new AwsError("ValidationException", message, reason === undefined ? {} : { fields: { reason } });

export const conflict = (message: string): AwsError => new AwsError("ConflictException", message);

export const notRedrivable = (reason: string): AwsError => new AwsError("ExecutionNotRedrivable", reason);

export const tooManyTags = (arn: string): AwsError =>
  new AwsError("TooManyTags", `Too many tags for ${arn}`, { fields: { resourceName: arn } });

export const quotaExceeded = (message: string): AwsError => new AwsError("ServiceQuotaExceededException", message);

export const invalidPageToken = (): AwsError => new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
