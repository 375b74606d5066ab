import { AwsError } from "@millrace/wire";

export const invalidValue = (message: string): AwsError => new AwsError("InvalidParameterValueException", message);

export const invalidCombination = (message: string): AwsError =>
  new AwsError("InvalidParameterCombinationException", message);

export const missingParameter = (message: string): AwsError =>
  new AwsError("MissingRequiredParameterException", message);

export const validationError = (message: string): AwsError => new AwsError("ValidationException", message);

export const invalidNextToken = (): AwsError => new AwsError("InvalidNextToken", "The next token is not valid.");

/** Alarms that are not there are refused without a word. */
export const noSuchAlarm = (): AwsError => new AwsError("ResourceNotFound", "");

export const noSuchResource = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);

export const noSuchDashboard = (name: string): AwsError =>
  new AwsError("DashboardNotFoundError", `Dashboard ${name} does not exist`);

export const invalidDashboard = (
  messages: readonly { readonly DataPath: string; readonly Message: string }[],
): AwsError =>
  new AwsError("DashboardInvalidInputError", "The field DashboardBody must be a valid JSON object", {
    fields: { dashboardValidationMessages: messages },
  });
