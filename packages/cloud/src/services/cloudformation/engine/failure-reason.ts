import type { Ids } from "@millrace/core";
import { AwsError } from "@millrace/wire";

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
const handlerCodes: readonly (readonly [RegExp, string])[] = [
  [/AlreadyExist|EntityExist|ResourceExist|QueueNameExists|BucketAlready|InUse/i, "AlreadyExists"],
  [/NotFound|NoSuch|NonExistent|DoesNotExist/i, "NotFound"],
  [/AccessDenied|Unauthorized|Forbidden|AuthorizationError/i, "AccessDenied"],
  [/Throttl|TooManyRequests|RateExceeded/i, "Throttling"],
  [/LimitExceeded|QuotaExceeded/i, "ServiceLimitExceeded"],
  [/NotStabilized/, "NotStabilized"],
  [/Validation|Invalid|Malformed|BadRequest/i, "InvalidRequest"],
];

/** Why a step on a resource failed, as CloudFormation's events tell it. */
export function failureReason(error: unknown, ids: Ids): string {
  if (error instanceof PlainFailure) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `Resource handler returned message: "${message}" (RequestToken: ${ids.uuid()}, HandlerErrorCode: ${handlerCode(error)})`;
}

/** The kind of failure that a service's error is. */
export function handlerCode(error: unknown): string {
  const code = error instanceof AwsError ? error.code : "";
  return handlerCodes.find(([pattern]) => pattern.test(code))?.[1] ?? "GeneralServiceException";
}

/** Failed, and the reason is the engine's own or was given in words. */
export class PlainFailure extends Error {
  override readonly name = "PlainFailure";
}
