import type { Scope } from "../../kernel/operation.ts";

/** What a function is made of, in one version. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export interface FunctionVersion {
  readonly name: string;
  /** Of the function, without a version. */
  readonly arn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
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
  readonly layers: readonly LayerReference[];
  readonly snapStart: string;
  readonly kmsKeyArn: string | undefined;
  /** The environment as that key encrypts it, in base64: it must open for whoever reads it. */
  readonly sealedEnvironment?: string | undefined;
  readonly vpc: Vpc | undefined;
  readonly fileSystems: readonly { readonly Arn: string; readonly LocalMountPath: string }[];
  readonly code: Code;
  /** Changes with every update, so that clients can tell whether they saw the latest. */
  readonly revisionId: string;
  readonly lastModifiedAt: number;
}

/** A function: its `$LATEST` version, and what all its versions share. */
export interface LambdaFunction extends FunctionVersion {
  readonly reservedConcurrency: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Versions that were ever published: the number of the last one. */
  readonly versionsPublished: number;
  /** `Terminate` or `Allow`. */
  readonly recursiveLoop: string;
  readonly codeSigningConfigArn: string | undefined;
  readonly runtimeManagement: RuntimeManagement;
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

export interface LayerReference {
  /** With the version. */
  readonly arn: string;
  readonly bytes: number;
}

export interface Vpc {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly isIpv6Allowed: boolean;
}

interface RuntimeManagement {
  readonly updateOn: string;
  readonly runtimeVersionArn: string | undefined;
}

/** A statement of a resource policy. */
export interface Permission {
  readonly sid: string;
  /** JSON text of the statement. */
  readonly statement: string;
}

/** A name for a version, or for two of them with weights. https://docs.aws.amazon.com/lambda/latest/api/API_AliasConfiguration.html */
export interface Alias {
  readonly functionName: string;
  readonly name: string;
  readonly arn: string;
  readonly version: string;
  readonly description: string;
  /** Version to the share of invocations that it gets. */
  readonly weights: Readonly<Record<string, number>>;
  readonly revisionId: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export interface EventInvokeConfig {
  readonly functionName: string;
  /** Version or alias; `$LATEST` for the function itself. */
  readonly qualifier: string;
  readonly retryAttemptsMax: number | undefined;
  readonly eventAgeSecondsMax: number | undefined;
  readonly onSuccessArn: string | undefined;
  readonly onFailureArn: string | undefined;
  readonly lastModifiedAt: number;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedConcurrencyConfigListItem.html */
export interface ProvisionedConcurrency {
  readonly functionName: string;
  readonly qualifier: string;
  readonly requested: number;
  readonly lastModifiedAt: number;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionUrlConfig.html */
export interface FunctionUrl {
  readonly id: string;
  readonly functionName: string;
  /** An alias; undefined for the function itself. */
  readonly qualifier: string | undefined;
  readonly functionArn: string;
  readonly authType: string;
  readonly invokeMode: string;
  readonly cors: Cors | undefined;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

/** As AWS writes it. https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html */
export interface Cors {
  readonly AllowCredentials?: boolean | undefined;
  readonly AllowHeaders?: string[] | undefined;
  readonly AllowMethods?: string[] | undefined;
  readonly AllowOrigins?: string[] | undefined;
  readonly ExposeHeaders?: string[] | undefined;
  readonly MaxAge?: number | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CodeSigningConfig.html */
export interface CodeSigning {
  readonly id: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly publishers: readonly string[];
  readonly policy: string;
  readonly lastModifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

export const latest = "$LATEST";

export const functionArn = (scope: Scope, name: string, qualifier?: string): string =>
  `arn:aws:lambda:${scope.region}:${scope.account}:function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`;

export const versionArn = ({ arn, version }: FunctionVersion): string => `${arn}:${version}`;

/** A resource policy as JSON text; undefined while nobody has been given a permission. */
export function policyText(permissions: readonly Permission[]): string | undefined {
  if (permissions.length === 0) return undefined;
  const statements = permissions.map((permission) => permission.statement).join(",");
  return `{"Version":"2012-10-17","Id":"default","Statement":[${statements}]}`;
}
