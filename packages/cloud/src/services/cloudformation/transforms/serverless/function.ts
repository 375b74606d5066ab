import type { Json, JsonObject } from "../../../../sdk-calls/json.ts";
import { isObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import {
  conditionOf,
  contentId,
  type Expansion,
  getAtt,
  inherited,
  objectOf,
  picked,
  ref,
  tagList,
} from "./expansion.ts";
import { expandEvents } from "./function-events.ts";
import { invalidResource } from "./invalid-resource.ts";
import { executionRole } from "./role.ts";

/** Properties that a Lambda function has by the same name. */
const same = [
  ...[
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "Layers",
  ],
  ...[
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "FileSystemConfigs",
    "Architectures",
    "EphemeralStorage",
    "SnapStart",
  ],
  ...[
    "RuntimeManagementConfig",
    "LoggingConfig",
    "RecursiveLoop",
    "CodeSigningConfigArn",
    "PackageType",
    "ImageConfig",
  ],
] as const;

const policies: Readonly<Record<string, string>> = {
  SQS: "service-role/AWSLambdaSQSQueueExecutionRole",
  DynamoDB: "service-role/AWSLambdaDynamoDBExecutionRole",
  Kinesis: "service-role/AWSLambdaKinesisExecutionRole",
};

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html */
export function expandFunction(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const code = codeOf(logicalId, properties);
  const role = properties["Role"] ?? getAtt(`${logicalId}Role`, "Arn");
  if (properties["Role"] === undefined) expansion.add(`${logicalId}Role`, roleOf(properties, resource));
  const queue = objectOf(properties["DeadLetterQueue"])["TargetArn"];
  expansion.add(logicalId, {
    Type: "AWS::Lambda::Function",
    ...inherited(resource),
    Properties: {
      ...picked(properties, same),
      Code: code,
      Role: role,
      Tags: tagList(properties["Tags"]),
      ...(properties["Tracing"] === undefined ? {} : { TracingConfig: { Mode: properties["Tracing"] } }),
      ...(queue === undefined ? {} : { DeadLetterConfig: { TargetArn: queue } }),
    },
  });
  const target = aliasOf(expansion, logicalId, resource, code);
  expandUrl(expansion, logicalId, properties, resource);
  const invoke = objectOf(properties["EventInvokeConfig"]);
  if (Object.keys(invoke).length > 0) {
    expansion.add(`${logicalId}EventInvokeConfig`, {
      Type: "AWS::Lambda::EventInvokeConfig",
      Properties: { FunctionName: ref(logicalId), Qualifier: properties["AutoPublishAlias"] ?? "$LATEST", ...invoke },
    });
  }
  expandEvents(expansion, { logicalId, target, condition: conditionOf(resource) }, objectOf(properties["Events"]));
}

function codeOf(logicalId: string, { CodeUri: uri, InlineCode: inline }: JsonObject): JsonObject {
  if (inline !== undefined) return { ZipFile: inline };
  if (isObject(uri))
    return picked(uri, [
      ["Bucket", "S3Bucket"],
      ["Key", "S3Key"],
      ["Version", "S3ObjectVersion"],
    ]);
  const [, S3Bucket, S3Key] = /^s3:\/\/([^/]+)\/([^?]+)/.exec(toText(uri ?? "")) ?? [];
  if (S3Bucket === undefined || S3Key === undefined) {
    throw invalidResource(
      logicalId,
      "'CodeUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
    );
  }
  return { S3Bucket, S3Key };
}

function roleOf(properties: JsonObject, resource: JsonObject): JsonObject {
  const events = Object.values(objectOf(properties["Events"])).map((event) => toText(objectOf(event)["Type"] ?? ""));
  const managed = [
    properties["VpcConfig"] === undefined
      ? "service-role/AWSLambdaBasicExecutionRole"
      : "service-role/AWSLambdaVPCAccessExecutionRole",
    ...(properties["Tracing"] === undefined ? [] : ["AWSXrayWriteOnlyAccess"]),
    ...new Set(events.flatMap((type) => (policies[type] === undefined ? [] : [policies[type]]))),
  ];
  return executionRole({ service: "lambda.amazonaws.com", managed, properties, condition: conditionOf(resource) });
}

/** The function itself, or the alias that follows each version of its code. */
function aliasOf(expansion: Expansion, logicalId: string, resource: JsonObject, code: Json): Json {
  const alias = objectOf(resource["Properties"])["AutoPublishAlias"];
  if (alias === undefined) return getAtt(logicalId, "Arn");
  const version = `${logicalId}Version${contentId(code)}`;
  expansion.add(version, {
    Type: "AWS::Lambda::Version",
    DeletionPolicy: "Retain",
    ...conditionOf(resource),
    Properties: { FunctionName: ref(logicalId) },
  });
  const aliasId = `${logicalId}Alias${toText(alias).replace(/[^A-Za-z0-9]/g, "")}`;
  const provisioned = objectOf(resource["Properties"])["ProvisionedConcurrencyConfig"];
  expansion.add(aliasId, {
    Type: "AWS::Lambda::Alias",
    ...conditionOf(resource),
    Properties: {
      Name: alias,
      FunctionName: ref(logicalId),
      FunctionVersion: getAtt(version, "Version"),
      ...(provisioned === undefined ? {} : { ProvisionedConcurrencyConfig: provisioned }),
    },
  });
  expansion.rename(`${logicalId}.Alias`, aliasId);
  expansion.rename(`${logicalId}.Version`, version);
  return ref(aliasId);
}

function expandUrl(expansion: Expansion, logicalId: string, properties: JsonObject, resource: JsonObject): void {
  const url = properties["FunctionUrlConfig"];
  if (!isObject(url)) return;
  const alias = properties["AutoPublishAlias"];
  const target = { TargetFunctionArn: ref(logicalId), ...(alias === undefined ? {} : { Qualifier: alias }) };
  expansion.add(`${logicalId}Url`, {
    Type: "AWS::Lambda::Url",
    ...conditionOf(resource),
    Properties: { ...url, ...target },
  });
  if (url["AuthType"] !== "NONE") return;
  expansion.add(`${logicalId}UrlPublicPermissions`, {
    Type: "AWS::Lambda::Permission",
    ...conditionOf(resource),
    Properties: {
      Action: "lambda:InvokeFunctionUrl",
      FunctionName: ref(logicalId),
      Principal: "*",
      FunctionUrlAuthType: "NONE",
    },
  });
}
