import { AwsError } from "@millrace/wire";
import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import { inlineCode } from "./inline-code.ts";
import type { ResourceType } from "./resource-type.ts";

const configuration: JsonObject = {
  Architectures: ["x86_64"],
  Description: "",
  DeadLetterConfig: { TargetArn: "" },
  Environment: { Variables: {} },
  EphemeralStorage: { Size: 512 },
  KmsKeyArn: "",
  Layers: [],
  LoggingConfig: { LogFormat: "Text" },
  RecursiveLoop: "Terminate",
  MemorySize: 128,
  Timeout: 3,
  TracingConfig: { Mode: "PassThrough" },
  VpcConfig: { SubnetIds: [], SecurityGroupIds: [] },
};

const functionName = (facts: Facts): Json => facts["PhysicalId"] ?? facts["FunctionName"] ?? "";

/** Statements of policies have made-up ids. */
const statementId = (facts: Facts, work: Work): string => toText(facts["PhysicalId"] ?? work.name({ max: 100 }));

/** Code that stands in the template is a file of its own in a zip. */
function codeOf(facts: Facts): JsonObject {
  const code = facts["Code"];
  if (!isObject(code)) return {};
  return code["ZipFile"] === undefined
    ? code
    : { ZipFile: inlineCode(toText(code["ZipFile"]), toText(facts["Runtime"] ?? "")) };
}

const settled = (work: Work, facts: Facts): Promise<unknown> =>
  work.until(async () => {
    const asked = await work.aws("lambda", "GetFunctionConfiguration", { FunctionName: functionName(facts) });
    if (asked["State"] === "Failed")
      throw new AwsError("NotStabilized", toText(asked["StateReason"] ?? "Function failed"));
    return asked["State"] === "Pending" || asked["LastUpdateStatus"] === "InProgress" ? undefined : asked;
  });

async function completeFunction(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const FunctionName = functionName(facts);
  const isOther = (name: string): boolean => JSON.stringify(before?.[name]) !== JSON.stringify(facts[name]);
  if (before !== undefined && (isOther("Code") || isOther("Architectures"))) {
    const architectures = facts["Architectures"] === undefined ? {} : { Architectures: facts["Architectures"] };
    await work.aws("lambda", "UpdateFunctionCode", { FunctionName, ...architectures, ...codeOf(facts) });
    await settled(work, facts);
  }
  const { ReservedConcurrentExecutions: reserved, RecursiveLoop: loop, RuntimeManagementConfig: runtime } = facts;
  if (reserved !== undefined) {
    await work.aws("lambda", "PutFunctionConcurrency", { FunctionName, ReservedConcurrentExecutions: reserved });
  } else if (before?.["ReservedConcurrentExecutions"] !== undefined) {
    await work.aws("lambda", "DeleteFunctionConcurrency", { FunctionName });
  }
  if (loop !== undefined) await work.aws("lambda", "PutFunctionRecursionConfig", { FunctionName, RecursiveLoop: loop });
  if (isObject(runtime)) await work.aws("lambda", "PutRuntimeManagementConfig", { FunctionName, ...runtime });
}

const provisioned = async (work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> => {
  const { ProvisionedConcurrencyConfig: config, FunctionName = "" } = facts;
  const target = { FunctionName, Qualifier: facts["Name"] ?? facts["Version"] ?? "" };
  if (isObject(config)) await work.aws("lambda", "PutProvisionedConcurrencyConfig", { ...target, ...config });
  else if (before?.["ProvisionedConcurrencyConfig"] !== undefined) {
    await work.aws("lambda", "DeleteProvisionedConcurrencyConfig", target);
  }
};

export const lambdaTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Lambda::Function": declared({
    service: "lambda",
    create: "CreateFunction",
    update: "UpdateFunctionConfiguration",
    delete: "DeleteFunction",
    read: "GetFunctionConfiguration",
    id: "FunctionName",
    name: { property: "FunctionName", max: 64 },
    input: (facts, { isUpdate }) => ({
      FunctionName: functionName(facts),
      ...(isUpdate ? {} : { Code: codeOf(facts) }),
      ...(facts["KmsKeyArn"] === undefined ? {} : { KMSKeyArn: facts["KmsKeyArn"] }),
    }),
    resets: configuration,
    attributes: (facts) => ({
      Arn: toText(facts["FunctionArn"] ?? ""),
      "SnapStartResponse.ApplyOn": "None",
      "SnapStartResponse.OptimizationStatus": "Off",
    }),
    settle: async (work, facts) => void (await settled(work, facts)),
    complete: completeFunction,
    tags: {
      style: "map",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ Resource: Arn }),
      keys: "TagKeys",
    },
  }),

  "AWS::Lambda::Version": declared({
    service: "lambda",
    create: "PublishVersion",
    delete: "DeleteFunction",
    id: "FunctionArn",
    input: (facts) => ({ Qualifier: facts["Version"] ?? "" }),
    attributes: { FunctionArn: "FunctionArn", Version: "Version" },
    complete: provisioned,
  }),

  "AWS::Lambda::Alias": declared({
    service: "lambda",
    create: "CreateAlias",
    update: "UpdateAlias",
    delete: "DeleteAlias",
    id: "AliasArn",
    resets: { Description: "", RoutingConfig: { AdditionalVersionWeights: {} } },
    input: (facts) => ({ RoutingConfig: routing(facts["RoutingConfig"]) }),
    attributes: { AliasArn: "AliasArn" },
    complete: provisioned,
  }),

  "AWS::Lambda::Permission": declared({
    service: "lambda",
    create: "AddPermission",
    delete: "RemovePermission",
    id: statementId,
    input: (facts, { work }) => ({ StatementId: statementId(facts, work) }),
    attributes: (facts, work) => ({ Id: statementId(facts, work) }),
  }),

  "AWS::Lambda::EventSourceMapping": declared({
    service: "lambda",
    create: "CreateEventSourceMapping",
    update: "UpdateEventSourceMapping",
    delete: "DeleteEventSourceMapping",
    id: "UUID",
    input: (facts) => ({ ...(facts["PhysicalId"] === undefined ? {} : { UUID: facts["PhysicalId"] }) }),
    attributes: { Id: "UUID", EventSourceMappingArn: "EventSourceMappingArn" },
    tags: {
      style: "map",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ EventSourceMappingArn = "" }) => ({ Resource: EventSourceMappingArn }),
      keys: "TagKeys",
    },
    resets: {
      FilterCriteria: { Filters: [] },
      FunctionResponseTypes: [],
      DestinationConfig: { OnFailure: {} },
      Enabled: true,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: {},
    },
    afterDelete: async (work, facts) =>
      void (await work.until(async () => {
        const asked = work.aws("lambda", "GetEventSourceMapping", { UUID: facts["PhysicalId"] ?? "" });
        return await asked.then(() => undefined).catch((error: unknown) => (isMissing(error) ? true : undefined));
      })),
  }),

  "AWS::Lambda::LayerVersion": declared({
    service: "lambda",
    create: "PublishLayerVersion",
    delete: "DeleteLayerVersion",
    id: "LayerVersionArn",
    name: { property: "LayerName", max: 140 },
    input: (facts) => ({
      VersionNumber:
        toText(facts["PhysicalId"] ?? "")
          .split(":")
          .at(-1) ?? "",
    }),
    attributes: { LayerVersionArn: "LayerVersionArn" },
  }),

  "AWS::Lambda::LayerVersionPermission": declared({
    service: "lambda",
    create: "AddLayerVersionPermission",
    delete: "RemoveLayerVersionPermission",
    id: statementId,
    input: (facts, { work }) => {
      const arn = toText(facts["LayerVersionArn"] ?? "");
      const colon = arn.lastIndexOf(":");
      return {
        LayerName: arn.slice(0, colon),
        VersionNumber: arn.slice(colon + 1),
        StatementId: statementId(facts, work),
      };
    },
    attributes: (facts, work) => ({ Id: statementId(facts, work) }),
  }),

  "AWS::Lambda::Url": declared({
    service: "lambda",
    create: "CreateFunctionUrlConfig",
    update: "UpdateFunctionUrlConfig",
    delete: "DeleteFunctionUrlConfig",
    id: "FunctionArn",
    input: (facts) => ({ FunctionName: facts["TargetFunctionArn"] ?? "" }),
    resets: { Cors: {}, InvokeMode: "BUFFERED" },
    attributes: { FunctionArn: "FunctionArn", FunctionUrl: "FunctionUrl" },
  }),

  "AWS::Lambda::EventInvokeConfig": declared({
    service: "lambda",
    create: "PutFunctionEventInvokeConfig",
    update: "PutFunctionEventInvokeConfig",
    delete: "DeleteFunctionEventInvokeConfig",
    id: (facts, work) => toText(facts["PhysicalId"] ?? work.name({ max: 64 })),
  }),

  "AWS::Lambda::CodeSigningConfig": declared({
    service: "lambda",
    create: "CreateCodeSigningConfig",
    update: "UpdateCodeSigningConfig",
    delete: "DeleteCodeSigningConfig",
    id: "CodeSigningConfigArn",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { CodeSigningConfigArn: facts["PhysicalId"] }),
    attributes: { CodeSigningConfigArn: "CodeSigningConfigArn", CodeSigningConfigId: "CodeSigningConfigId" },
  }),
};

/** Templates list the weights of versions, the operation wants them as a map. */
function routing(value: Json | undefined): JsonObject {
  const weights = isObject(value) ? value["AdditionalVersionWeights"] : undefined;
  if (!Array.isArray(weights)) return { AdditionalVersionWeights: {} };
  const entries = (weights as readonly Json[]).filter(isObject);
  return {
    AdditionalVersionWeights: Object.fromEntries(
      entries.map(({ FunctionVersion = "", FunctionWeight = 0 }) => [toText(FunctionVersion), FunctionWeight]),
    ),
  };
}
