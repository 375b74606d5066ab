import { checkRole } from "../check-role.ts";
import { readCode } from "../code/read-code.ts";
import { functionExists, imagesUnsupported, missingRuntime } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { describeFunction } from "../function-output.ts";
import { functionArn, type LambdaFunction } from "../model.ts";
import type { LambdaOperation, Shapes } from "../shapes.ts";

const timeoutSecondsDefault = 3;
const memoryMebibytesDefault = 128;
const ephemeralStorageMebibytesDefault = 512;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: LambdaOperation<"CreateFunction"> = {
  access: (input, scope) => [
    { action: "lambda:CreateFunction", resource: functionArn(scope, readFunctionName(input.FunctionName).name) },
    {
      action: "iam:PassRole",
      resource: input.Role,
      context: { "iam:PassedToService": "lambda.amazonaws.com" },
    },
  ],

  async run(call, input) {
    const { name } = readFunctionName(input.FunctionName);
    const arn = functionArn(call, name);
    if (input.PackageType === "Image") throw imagesUnsupported();
    if (input.Runtime === undefined || input.Handler === undefined) throw missingRuntime();
    if (call.store.find(name) !== undefined) throw functionExists(name);
    await checkRole(call, input.Role, arn);
    const code = await readCode(call, input.Code);
    if (call.store.find(name) !== undefined) throw functionExists(name);

    const fn: LambdaFunction = {
      ...settings(input, name),
      name,
      arn,
      code,
      runtime: input.Runtime,
      handler: input.Handler,
      roleArn: input.Role,
      revisionId: call.ids.uuid(),
      lastModifiedAt: call.clock.now(),
      tags: input.Tags ?? {},
      reservedConcurrency: undefined,
      permissions: [],
      eventInvokeConfig: undefined,
    };
    call.store.put(fn);

    return {
      ...describeFunction(fn),
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
    };
  },
};

type Input = Shapes["CreateFunction"]["input"];
type Settings = Pick<
  LambdaFunction,
  | "description"
  | "timeoutSeconds"
  | "memoryMebibytes"
  | "environment"
  | "architectures"
  | "ephemeralStorageMebibytes"
  | "tracingMode"
  | "logging"
  | "deadLetterTargetArn"
>;

const settings = (input: Input, name: string): Settings => ({
  description: input.Description ?? "",
  timeoutSeconds: input.Timeout ?? timeoutSecondsDefault,
  memoryMebibytes: input.MemorySize ?? memoryMebibytesDefault,
  environment: input.Environment?.Variables,
  architectures: input.Architectures ?? ["x86_64"],
  ephemeralStorageMebibytes: input.EphemeralStorage?.Size ?? ephemeralStorageMebibytesDefault,
  tracingMode: input.TracingConfig?.Mode ?? "PassThrough",
  logging: {
    group: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    format: input.LoggingConfig?.LogFormat ?? "Text",
    applicationLevel: input.LoggingConfig?.ApplicationLogLevel,
    systemLevel: input.LoggingConfig?.SystemLogLevel,
  },
  deadLetterTargetArn: input.DeadLetterConfig?.TargetArn,
});
