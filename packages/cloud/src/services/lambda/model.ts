import type { Scope } from "../../kernel/operation.ts";

/** A function as it is kept. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly roleArn: string;
  readonly description: string;
  readonly timeoutSeconds: number;
  readonly memoryMebibytes: number;
  readonly environment: Readonly<Record<string, string>> | undefined;
  readonly architectures: readonly string[];
  readonly ephemeralStorageMebibytes: number;
  readonly tracingMode: string;
  readonly logging: Logging;
  readonly deadLetterTargetArn: string | undefined;
  readonly reservedConcurrency: number | undefined;
  readonly code: Code;
  /** Changes with every update, so that clients can tell whether they saw the latest. */
  readonly revisionId: string;
  readonly lastModifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
  readonly eventInvokeConfig: EventInvokeConfig | undefined;
}

export interface Code {
  /** The zip as it was uploaded, among the service's blobs. */
  readonly blobId: string;
  readonly bytes: number;
  /** Base64. */
  readonly sha256: string;
}

export interface Logging {
  readonly group: string;
  readonly format: string;
  readonly applicationLevel: string | undefined;
  readonly systemLevel: string | undefined;
}

/** A statement of the function's resource policy. */
export interface Permission {
  readonly sid: string;
  /** JSON text of the statement. */
  readonly statement: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export interface EventInvokeConfig {
  readonly retryAttemptsMax: number | undefined;
  readonly eventAgeSecondsMax: number | undefined;
  readonly lastModifiedAt: number;
}

export const functionArn = (scope: Scope, name: string): string =>
  `arn:aws:lambda:${scope.region}:${scope.account}:function:${name}`;

/** The resource policy as JSON text; undefined while nobody has been given a permission. */
export function policyText(fn: LambdaFunction): string | undefined {
  if (fn.permissions.length === 0) return undefined;
  const statements = fn.permissions.map((permission) => permission.statement).join(",");
  return `{"Version":"2012-10-17","Id":"default","Statement":[${statements}]}`;
}
