import type {
  Architecture,
  FunctionConfiguration,
  Runtime,
  SnapStartApplyOn,
  TracingMode,
} from "@aws-sdk/client-lambda";
import { type FunctionVersion, latest, versionArn } from "./model.ts";

/** A version as GetFunctionConfiguration and its kin answer it, under the ARN by which it was asked for. */
export const describeFunction = (fn: FunctionVersion, arn = fn.arn): FunctionConfiguration => ({
  ...describeSettled(fn, arn),
  LastUpdateStatus: "Successful",
});

/** A version under its own ARN, as lists of versions and answers to PublishVersion have it. */
export const describeVersion = (fn: FunctionVersion): FunctionConfiguration => describeFunction(fn, versionArn(fn));

/** A new function is answered before it is ready; the next question finds it active. */
export const describePending = (fn: FunctionVersion, arn = fn.arn): FunctionConfiguration => ({
  ...describeSettled(fn, arn),
  State: "Pending",
  StateReason: "The function is being created.",
  StateReasonCode: "Creating",
});

/** An update is answered before it is done; the next question finds it done. */
export const updateInProgress = {
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
} as const;

const describeSettled = (fn: FunctionVersion, arn: string): FunctionConfiguration => ({
  FunctionName: fn.name,
  FunctionArn: arn,
  Runtime: fn.runtime as Runtime,
  Role: fn.roleArn,
  Handler: fn.handler,
  CodeSize: fn.code.bytes,
  Description: fn.description,
  Timeout: fn.timeoutSeconds,
  MemorySize: fn.memoryMebibytes,
  LastModified: new Date(fn.lastModifiedAt).toISOString().replace("Z", "+0000"),
  CodeSha256: fn.code.sha256,
  Version: fn.version,
  TracingConfig: { Mode: fn.tracingMode as TracingMode },
  RevisionId: fn.revisionId,
  State: "Active",
  PackageType: "Zip",
  Architectures: fn.architectures as Architecture[],
  EphemeralStorage: { Size: fn.ephemeralStorageMebibytes },
  SnapStart: {
    ApplyOn: fn.snapStart as SnapStartApplyOn,
    OptimizationStatus: fn.snapStart === "PublishedVersions" && fn.version !== latest ? "On" : "Off",
  },
  RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(fn) },
  LoggingConfig: describeLogging(fn),
  ...(fn.environment === undefined ? {} : { Environment: { Variables: { ...fn.environment } } }),
  ...(fn.deadLetterTargetArn === undefined ? {} : { DeadLetterConfig: { TargetArn: fn.deadLetterTargetArn } }),
  ...(fn.kmsKeyArn === undefined ? {} : { KMSKeyArn: fn.kmsKeyArn }),
  ...(fn.layers.length === 0 ? {} : { Layers: fn.layers.map(({ arn: Arn, bytes: CodeSize }) => ({ Arn, CodeSize })) }),
  ...(fn.fileSystems.length === 0 ? {} : { FileSystemConfigs: fn.fileSystems.map((one) => ({ ...one })) }),
  ...(fn.vpc === undefined ? {} : { VpcConfig: describeVpc(fn.vpc) }),
});

export const runtimeVersionArn = (fn: FunctionVersion): string =>
  `arn:aws:lambda:${fn.arn.split(":")[3]}::runtime:${fn.runtime.replace(/[^a-z0-9]/g, "")}`;

const describeLogging = ({ logging }: FunctionVersion): FunctionConfiguration["LoggingConfig"] => ({
  LogFormat: logging.format as "JSON" | "Text",
  LogGroup: logging.group,
  ...(logging.applicationLevel === undefined ? {} : { ApplicationLogLevel: logging.applicationLevel as "INFO" }),
  ...(logging.systemLevel === undefined ? {} : { SystemLogLevel: logging.systemLevel as "INFO" }),
});

const describeVpc = (vpc: NonNullable<FunctionVersion["vpc"]>): FunctionConfiguration["VpcConfig"] => ({
  SubnetIds: [...vpc.subnetIds],
  SecurityGroupIds: [...vpc.securityGroupIds],
  // Networks are not run here, only remembered.
  VpcId: "vpc-00000000000000000",
  Ipv6AllowedForDualStack: vpc.isIpv6Allowed,
});
