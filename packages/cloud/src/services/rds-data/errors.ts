import { AwsError } from "@millrace/wire";

export const badRequest = (message: string): AwsError => new AwsError("BadRequestException", message);
export const noDatabase = (arn: string): AwsError =>
  new AwsError("DatabaseNotFoundException", `DB cluster not found: ${arn}`);
export const endpointNotEnabled = (id: string): AwsError =>
  new AwsError("HttpEndpointNotEnabledException", `HttpEndpoint is not enabled for cluster ${id}`);
export const noTransaction = (id: string): AwsError =>
  new AwsError("TransactionNotFoundException", `Transaction ${id} is not found`);
export const timedOut = (): AwsError => new AwsError("StatementTimeoutException", "Request timed out");
export const unsupportedResult = (message: string): AwsError => new AwsError("UnsupportedResultException", message);
export const tooLarge = (): AwsError => badRequest("Database returned more than the allowed response size limit");
export const invalidSecret = (): AwsError =>
  new AwsError("InvalidSecretException", "The Secrets Manager secret used with the request isn't valid.");
export const secretsError = (arn: string, message: string): AwsError =>
  new AwsError("SecretsErrorException", `Error fetching secret ${arn} : ${message}`);

interface DatabaseFault {
  readonly code?: string;
  readonly severity?: string;
  readonly position?: string;
}

/** What the database says, as the Data API writes it; undefined for what is no error of a database. */
export function databaseError(error: unknown): AwsError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, severity, position } = error as Error & DatabaseFault;
  if (severity === undefined || code === undefined) {
    return new AwsError("DatabaseErrorException", `Database error: ${error.message}`);
  }
  const place = position === undefined ? "" : `; Position: ${position}`;
  return new AwsError("DatabaseErrorException", `${severity}: ${error.message}${place}; SQLState: ${code}`);
}
