import type { Architecture, FunctionConfiguration, Runtime, TracingMode } from "@aws-sdk/client-lambda";
import type { LambdaFunction } from "./model.ts";

/** A function as GetFunctionConfiguration and its kin answer it. */
export const describeFunction = (fn: LambdaFunction): FunctionConfiguration => ({
  FunctionName: fn.name,
  FunctionArn: fn.arn,
  Runtime: fn.runtime as Runtime,
  Role: fn.roleArn,
  Handler: fn.handler,
  CodeSize: fn.code.bytes,
  Description: fn.description,
  Timeout: fn.timeoutSeconds,
  MemorySize: fn.memoryMebibytes,
  LastModified: new Date(fn.lastModifiedAt).toISOString().replace("Z", "+0000"),
  CodeSha256: fn.code.sha256,
  Version: "$LATEST",
  TracingConfig: { Mode: fn.tracingMode as TracingMode },
  RevisionId: fn.revisionId,
  State: "Active",
  LastUpdateStatus: "Successful",
  PackageType: "Zip",
  Architectures: fn.architectures as Architecture[],
  EphemeralStorage: { Size: fn.ephemeralStorageMebibytes },
  SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
  RuntimeVersionConfig: {
    RuntimeVersionArn: `arn:aws:lambda:${fn.arn.split(":")[3]}::runtime:${fn.runtime.replace(/[^a-z0-9]/g, "")}`,
  },
  LoggingConfig: {
    LogFormat: fn.logging.format as "JSON" | "Text",
    LogGroup: fn.logging.group,
    ...(fn.logging.applicationLevel === undefined
      ? {}
      : { ApplicationLogLevel: fn.logging.applicationLevel as "INFO" }),
    ...(fn.logging.systemLevel === undefined ? {} : { SystemLogLevel: fn.logging.systemLevel as "INFO" }),
  },
  ...(fn.environment === undefined ? {} : { Environment: { Variables: { ...fn.environment } } }),
  ...(fn.deadLetterTargetArn === undefined ? {} : { DeadLetterConfig: { TargetArn: fn.deadLetterTargetArn } }),
});

/** An update is answered before it is done; the next question finds it done. */
export const updateInProgress = {
  LastUpdateStatus: "InProgress",
  LastUpdateStatusReason: "The function is being created.",
} as const;
