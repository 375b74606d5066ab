import { checkRole } from "../check-role.ts";
import { revisionMismatch } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { describeFunction, updateInProgress } from "../function-output.ts";
import { functionArn, type LambdaFunction, type Logging } from "../model.ts";
import type { LambdaOperation, Shapes } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration: LambdaOperation<"UpdateFunctionConfiguration"> = {
  access: (input, scope) => [
    {
      action: "lambda:UpdateFunctionConfiguration",
      resource: functionArn(scope, readFunctionName(input.FunctionName).name),
    },
    ...(input.Role === undefined
      ? []
      : [
          {
            action: "iam:PassRole",
            resource: input.Role,
            context: { "iam:PassedToService": "lambda.amazonaws.com" },
          },
        ]),
  ],

  async run(call, input) {
    const before = call.store.function(input.FunctionName);
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionMismatch();
    if (input.Role !== undefined) await checkRole(call, input.Role, before.arn);

    const fn: LambdaFunction = {
      ...merge(call.store.function(input.FunctionName), input),
      revisionId: call.ids.uuid(),
      lastModifiedAt: call.clock.now(),
    };
    call.store.put(fn);

    return { ...describeFunction(fn), ...updateInProgress };
  },
};

const merge = (fn: LambdaFunction, input: Shapes["UpdateFunctionConfiguration"]["input"]): LambdaFunction => ({
  ...fn,
  runtime: input.Runtime ?? fn.runtime,
  handler: input.Handler ?? fn.handler,
  roleArn: input.Role ?? fn.roleArn,
  description: input.Description ?? fn.description,
  timeoutSeconds: input.Timeout ?? fn.timeoutSeconds,
  memoryMebibytes: input.MemorySize ?? fn.memoryMebibytes,
  environment: input.Environment === undefined ? fn.environment : input.Environment.Variables,
  ephemeralStorageMebibytes: input.EphemeralStorage?.Size ?? fn.ephemeralStorageMebibytes,
  tracingMode: input.TracingConfig?.Mode ?? fn.tracingMode,
  logging: mergeLogging(fn.logging, input.LoggingConfig),
  deadLetterTargetArn:
    input.DeadLetterConfig === undefined ? fn.deadLetterTargetArn : input.DeadLetterConfig.TargetArn || undefined,
});

const mergeLogging = (
  logging: Logging,
  change: Shapes["UpdateFunctionConfiguration"]["input"]["LoggingConfig"] = {},
): Logging => ({
  group: change.LogGroup ?? logging.group,
  format: change.LogFormat ?? logging.format,
  applicationLevel: change.ApplicationLogLevel ?? logging.applicationLevel,
  systemLevel: change.SystemLogLevel ?? logging.systemLevel,
});
