import { AwsError } from "@millrace/wire";
import type { Item } from "./values/attribute-value.ts";

/** AWS's texts, letter by letter, oddities included. */

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);

/** The family that most refusals of values belong to. */
export const invalidParameter = (detail: string): AwsError =>
  validation(`One or more parameter values were invalid: ${detail}`);

/** The newer family, which differs by one word. */
export const notValidParameter = (detail: string): AwsError =>
  validation(`One or more parameter values are not valid. ${detail}`);

export const invalidExpression = (kind: string, detail: string): AwsError => validation(`Invalid ${kind}: ${detail}`);

/** Operations on items do not name the missing table. */
export const resourceNotFound = (): AwsError =>
  new AwsError("ResourceNotFoundException", "Requested resource not found");

/** Operations on tables do. */
export const tableNotFound = (name: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);

export const resourceOfArnNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: ResourcArn: ${arn} not found`);

export const tableExists = (name: string): AwsError =>
  new AwsError("ResourceInUseException", `Table already exists: ${name}`);

export const indexExists = (): AwsError => validation("Attempting to create an index which already exists");

export const indexNotFound = (): AwsError => new AwsError("ResourceNotFoundException", "Requested resource not found");

const keyErrors: Readonly<Record<string, string>> = {
  DisabledException: "KMS key disabled error",
  KMSInvalidStateException: "KMS key invalid state error",
  NotFoundException: "KMS key not found error",
};

const keyError = ({ code, message }: AwsError): string =>
  `${keyErrors[code] ?? "KMS key access denied error"}: ${message}`;

/** Of who may not use the key of a table that is there. */
export const keyRefused = (error: AwsError): AwsError => new AwsError("AccessDeniedException", keyError(error));

/** Of a key that a table cannot be put under. */
export const keyUnusable = (error: AwsError): AwsError =>
  error.code === "AccessDeniedException" ? keyRefused(error) : validation(keyError(error));

export const tableIsProtected = (arn: string): AwsError =>
  validation(
    `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.: ${arn}`,
  );

export const conditionalCheckFailed = (item: Item | undefined): AwsError =>
  new AwsError(
    "ConditionalCheckFailedException",
    "The conditional request failed",
    item === undefined ? {} : { fields: { Item: item } },
  );

export const keyDoesNotMatchSchema = (): AwsError => validation("The provided key element does not match the schema");

export const itemTooLarge = (): AwsError => validation("Item size has exceeded the maximum allowed size");

export const updatedItemTooLarge = (): AwsError =>
  validation("Item size to update has exceeded the maximum allowed size");

/** What a transaction's failing part reports. `None` for the parts that did not fail. */
export interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

export const transactionCanceled = (reasons: readonly CancellationReason[]): AwsError =>
  new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map((reason) => reason.Code).join(", ")}]`,
    { fields: { CancellationReasons: reasons } },
  );

interface Exhausted {
  readonly kind: "Table" | "Index";
  readonly direction: "Read" | "Write";
  readonly arn: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html */
const throttlingReasons = ({ kind, direction, arn }: Exhausted, limit: string) => [
  { reason: `${kind}${direction}${limit}`, resource: arn },
];

export const provisionedExceeded = (exhausted: Exhausted): AwsError =>
  new AwsError(
    "ProvisionedThroughputExceededException",
    exhausted.kind === "Table"
      ? "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API."
      : "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API",
    { fields: { ThrottlingReasons: throttlingReasons(exhausted, "ProvisionedThroughputExceeded") } },
  );

export const onDemandExceeded = (exhausted: Exhausted): AwsError =>
  new AwsError(
    "ThrottlingException",
    "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
    { fields: { throttlingReasons: throttlingReasons(exhausted, "MaxOnDemandThroughputExceeded") } },
  );

export const isThrottling = ({ code }: AwsError): boolean =>
  code === "ProvisionedThroughputExceededException" || code === "ThrottlingException";

export const idempotentParameterMismatch = (): AwsError =>
  new AwsError(
    "IdempotentParameterMismatchException",
    "Transaction request with the same client token but different request parameters has already been received",
  );

/** Operations on backups have a code of their own for it. */
export const backupTableNotFound = (name: string): AwsError =>
  new AwsError("TableNotFoundException", `Table not found: ${name}`);

export const statementMalformed = (statement: string): AwsError =>
  validation(`Statement wasn't well formed, can't be processed: ${statement}`);

export const parameterCountDiffers = (): AwsError =>
  validation("Number of parameters in request and statement don't match.");

export const duplicateItem = (): AwsError =>
  new AwsError("DuplicateItemException", "Duplicate primary key exists in table");

/** PartiQL has words of its own for it. */
export const partiqlTableNotFound = (): AwsError =>
  new AwsError("ResourceNotFoundException", "Cannot do operations on a non-existent table");

export const backupNotFound = (arn: string): AwsError =>
  new AwsError("BackupNotFoundException", `Backup not found: ${arn}`);

export const restoredTableExists = (name: string): AwsError =>
  new AwsError("TableAlreadyExistsException", `Table already exists: ${name}`);

export const recoveryUnavailable = (name: string): AwsError =>
  new AwsError("PointInTimeRecoveryUnavailableException", `Point in time recovery is not enabled for table '${name}'`);

export const restoreTimeInvalid = (): AwsError =>
  new AwsError(
    "InvalidRestoreTimeException",
    "An invalid restore time was specified. RestoreDateTime must be between EarliestRestorableDateTime and LatestRestorableDateTime.",
  );

export const policyNotFound = (arn: string): AwsError =>
  new AwsError("PolicyNotFoundException", `Resource-based policy not found for the provided ResourceArn: ${arn}`);

export const policyMalformed = (): AwsError => validation("The provided policy document is invalid");

export const exportNotFound = (arn: string): AwsError =>
  new AwsError("ExportNotFoundException", `Export not found: ${arn}`);

export const importNotFound = (arn: string): AwsError =>
  new AwsError("ImportNotFoundException", `Import not found: ${arn}`);

export const globalTableNotFound = (name: string): AwsError =>
  new AwsError(
    "GlobalTableNotFoundException",
    `Global table not found: Global table with name: '${name}' does not exist.`,
  );
