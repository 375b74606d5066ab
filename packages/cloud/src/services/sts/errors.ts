import { AwsError } from "@millrace/wire";

export const validationError = (message: string): AwsError => new AwsError("ValidationError", message, { status: 400 });

export const sessionTooLong = (): AwsError =>
  validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

export const chainTooLong = (): AwsError =>
  validationError("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

export const transitiveTagConflict = (): AwsError =>
  new AwsError(
    "InvalidParameterValue",
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    { status: 400 },
  );

export const duplicateTag = (): AwsError =>
  new AwsError("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.", {
    status: 400,
  });

export const malformedPolicy = (): AwsError =>
  new AwsError("MalformedPolicyDocumentException", "This policy contains invalid Json");

export const policyTooLarge = (percent: number): AwsError =>
  new AwsError(
    "PackedPolicyTooLargeException",
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );

export const notForSessions = (operation: string): AwsError =>
  new AwsError("AccessDenied", `Cannot call ${operation} with session credentials`, { status: 403 });

export const invalidIdentityToken = (message: string): AwsError =>
  new AwsError("InvalidIdentityTokenException", message);

export const expiredIdentityToken = (expired: number, now: number): AwsError =>
  new AwsError(
    "ExpiredTokenException",
    `Token expired: current date/time ${now} must be before the expiration date/time ${expired}`,
  );

export const cannotReachProvider = (): AwsError =>
  invalidIdentityToken(
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
  );
