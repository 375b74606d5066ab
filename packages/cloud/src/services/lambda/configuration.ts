import type { FunctionVersion, Logging, Vpc } from "./model.ts";
import type { Shapes } from "./shapes.ts";

type Given = Partial<
  Pick<
    Shapes["UpdateFunctionConfiguration"]["input"],
    | "Runtime"
    | "Handler"
    | "Role"
    | "Description"
    | "Timeout"
    | "MemorySize"
    | "Environment"
    | "EphemeralStorage"
    | "TracingConfig"
    | "LoggingConfig"
    | "DeadLetterConfig"
    | "SnapStart"
    | "KMSKeyArn"
    | "VpcConfig"
    | "FileSystemConfigs"
  >
>;

export type Configuration = Omit<
  FunctionVersion,
  "name" | "arn" | "version" | "code" | "revisionId" | "lastModifiedAt" | "layers" | "architectures"
>;

const timeoutSecondsDefault = 3;
const memoryMebibytesDefault = 128;
const ephemeralStorageMebibytesDefault = 512;

/** What a new function is before anything is said of it. */
export const defaultConfiguration = (name: string): Configuration => ({
  runtime: "",
  handler: "",
  roleArn: "",
  description: "",
  timeoutSeconds: timeoutSecondsDefault,
  memoryMebibytes: memoryMebibytesDefault,
  environment: undefined,
  ephemeralStorageMebibytes: ephemeralStorageMebibytesDefault,
  tracingMode: "PassThrough",
  logging: { group: `/aws/lambda/${name}`, format: "Text", applicationLevel: undefined, systemLevel: undefined },
  deadLetterTargetArn: undefined,
  snapStart: "None",
  kmsKeyArn: undefined,
  vpc: undefined,
  fileSystems: [],
});

/** What a function is after `given`: what is not mentioned stays as it was. */
export const configured = <Base extends Configuration>(before: Base, given: Given): Base => ({
  ...before,
  ...plainAfter(before, given),
  environment: given.Environment === undefined ? before.environment : given.Environment.Variables,
  logging: loggingAfter(before.logging, given.LoggingConfig),
  deadLetterTargetArn:
    given.DeadLetterConfig === undefined ? before.deadLetterTargetArn : given.DeadLetterConfig.TargetArn || undefined,
  kmsKeyArn: given.KMSKeyArn === undefined ? before.kmsKeyArn : given.KMSKeyArn || undefined,
  vpc: given.VpcConfig === undefined ? before.vpc : vpcOf(given.VpcConfig),
  fileSystems:
    given.FileSystemConfigs?.map(({ Arn = "", LocalMountPath = "" }) => ({ Arn, LocalMountPath })) ??
    before.fileSystems,
});

/** What can be changed but not taken away. */
const plainAfter = (before: Configuration, given: Given) => ({
  runtime: given.Runtime ?? before.runtime,
  handler: given.Handler ?? before.handler,
  roleArn: given.Role ?? before.roleArn,
  description: given.Description ?? before.description,
  timeoutSeconds: given.Timeout ?? before.timeoutSeconds,
  memoryMebibytes: given.MemorySize ?? before.memoryMebibytes,
  ephemeralStorageMebibytes: given.EphemeralStorage?.Size ?? before.ephemeralStorageMebibytes,
  tracingMode: given.TracingConfig?.Mode ?? before.tracingMode,
  snapStart: given.SnapStart?.ApplyOn ?? before.snapStart,
});

/** In JSON a function logs from INFO on unless it says otherwise; in text it has no levels. */
function loggingAfter(before: Logging, given: Given["LoggingConfig"]): Logging {
  if (given === undefined) return before;
  const format = given.LogFormat ?? before.format;
  const isJson = format === "JSON";
  return {
    format,
    group: given.LogGroup ?? before.group,
    applicationLevel: isJson ? (given.ApplicationLogLevel ?? before.applicationLevel ?? "INFO") : undefined,
    systemLevel: isJson ? (given.SystemLogLevel ?? before.systemLevel ?? "INFO") : undefined,
  };
}

function vpcOf(given: NonNullable<Given["VpcConfig"]>): Vpc | undefined {
  const subnetIds = given.SubnetIds ?? [];
  const securityGroupIds = given.SecurityGroupIds ?? [];
  if (subnetIds.length === 0 && securityGroupIds.length === 0) return undefined;
  return { subnetIds, securityGroupIds, isIpv6Allowed: given.Ipv6AllowedForDualStack ?? false };
}
