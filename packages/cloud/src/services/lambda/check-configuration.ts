import type { Configuration } from "./configuration.ts";
import { invalidParameter } from "./errors.ts";
import type { Shapes } from "./shapes.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, in the order of AWS's message: that of a hash table. */
const runtimes = [
  "nodejs20.x",
  "provided.al2023",
  "python3.14",
  "python3.12",
  "python3.13",
  "nodejs24.x",
  "nodejs22.x",
  "java17",
  "java25",
  "dotnet10",
  "dotnet8",
  "python3.10",
  "python3.11",
  "java11",
  "dotnet6",
  "java21",
  "nodejs18.x",
  "provided.al2",
  "ruby3.3",
  "ruby3.4",
  "java8.al2",
  "ruby3.2",
  "python3.9",
];

/** https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html#snapstart-runtimes */
const snapStartRuntimes = /^(java(11|17|21|25)|python3\.(12|13|14)|dotnet(8|10))$/;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reservedVariables = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_DEFAULT_REGION",
  "AWS_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_LAMBDA_RUNTIME_API",
  "LAMBDA_TASK_ROOT",
  "LAMBDA_RUNTIME_DIR",
]);

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const variablesBytesMax = 4096;

/** Throws InvalidParameterValueException for what no function can be. `given` is what the caller has said of it. */
export function checkConfiguration(
  { runtime, environment, snapStart }: Configuration,
  given: Pick<Shapes["UpdateFunctionConfiguration"]["input"], "LoggingConfig" | "Runtime">,
): void {
  if (given.Runtime !== undefined && !runtimes.includes(runtime)) {
    throw invalidParameter(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes.join(", ")}] or be a valid ARN`,
    );
  }
  if (environment !== undefined) checkVariables(environment);
  if (snapStart !== "None" && !snapStartRuntimes.test(runtime)) {
    throw invalidParameter(`${runtime} is not supported for SnapStart enabled functions.`);
  }
  const { LogFormat, ApplicationLogLevel, SystemLogLevel } = given.LoggingConfig ?? {};
  if (LogFormat === "Text" && (ApplicationLogLevel ?? SystemLogLevel) !== undefined) {
    throw invalidParameter("To configure ApplicationLogLevel or SystemLogLevel, LogFormat must be set to JSON.");
  }
}

function checkVariables(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((name) => reservedVariables.has(name));
  if (reserved.length > 0) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > variablesBytesMax) {
    throw invalidParameter(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
    );
  }
}
