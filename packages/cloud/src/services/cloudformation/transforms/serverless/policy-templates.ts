import type { Json, JsonObject } from "../../../../sdk-calls/json.ts";

type PolicyTemplate = (parameters: JsonObject) => Json[];

const allow = (actions: readonly string[], resources: readonly Json[]): Json[] => [
  { Effect: "Allow", Action: [...actions], Resource: [...resources] },
];

/** An ARN in the stack's own account and region, with one parameter in its resource. */
const arn = (service: string, resource: string, parameter: string): ((parameters: JsonObject) => Json) => {
  const text = `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource.replace("{}", "${name}")}`;
  return (parameters) => ({ "Fn::Sub": [text, { name: parameters[parameter] ?? "" }] });
};

const one =
  (actions: readonly string[], ...resources: readonly ((parameters: JsonObject) => Json)[]): PolicyTemplate =>
  (parameters) =>
    allow(
      actions,
      resources.map((resource) => resource(parameters)),
    );

const bucket =
  (suffix: string): ((parameters: JsonObject) => Json) =>
  (parameters) => ({
    "Fn::Sub": [`arn:\${AWS::Partition}:s3:::\${name}${suffix}`, { name: parameters["BucketName"] ?? "" }],
  });
const given =
  (parameter: string) =>
  (parameters: JsonObject): Json =>
    parameters[parameter] ?? "";

const table = arn("dynamodb", "table/{}", "TableName");
const indexes = arn("dynamodb", "table/{}/index/*", "TableName");
const queue = arn("sqs", "{}", "QueueName");
const topic = arn("sns", "{}", "TopicName");

const readItems = ["dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query", "dynamodb:BatchGetItem"];
const writeItems = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"];
const readObjects = [
  "s3:GetObject",
  "s3:ListBucket",
  "s3:GetBucketLocation",
  "s3:GetObjectVersion",
  "s3:GetLifecycleConfiguration",
];
const writeObjects = ["s3:PutObject", "s3:PutObjectAcl", "s3:PutLifecycleConfiguration"];

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html */
export const policyTemplates: Readonly<Record<string, PolicyTemplate>> = {
  AWSSecretsManagerGetSecretValuePolicy: one(["secretsmanager:GetSecretValue"], given("SecretArn")),
  AWSSecretsManagerRotationPolicy: one(
    [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    arn("secretsmanager", "secret:*", "FunctionName"),
  ),
  CloudWatchPutMetricPolicy: () => allow(["cloudwatch:PutMetricData"], ["*"]),
  DynamoDBCrudPolicy: one(
    [...readItems, ...writeItems, "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:ConditionCheckItem"],
    table,
    indexes,
  ),
  DynamoDBReadPolicy: one([...readItems, "dynamodb:DescribeTable"], table, indexes),
  DynamoDBStreamReadPolicy: one(
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"],
    arn("dynamodb", "table/{}/stream/*", "TableName"),
  ),
  DynamoDBWritePolicy: one(writeItems, table, indexes),
  EventBridgePutEventsPolicy: one(["events:PutEvents"], arn("events", "event-bus/{}", "EventBusName")),
  FilterLogEventsPolicy: one(["logs:FilterLogEvents"], arn("logs", "log-group:{}:log-stream:*", "LogGroupName")),
  KMSDecryptPolicy: one(["kms:Decrypt"], arn("kms", "key/{}", "KeyId")),
  KMSEncryptPolicy: one(["kms:Encrypt"], arn("kms", "key/{}", "KeyId")),
  LambdaInvokePolicy: one(["lambda:InvokeFunction"], arn("lambda", "function:{}*", "FunctionName")),
  S3CrudPolicy: one([...readObjects, ...writeObjects, "s3:DeleteObject"], bucket(""), bucket("/*")),
  S3FullAccessPolicy: one(
    [
      ...readObjects,
      ...writeObjects,
      "s3:DeleteObject",
      "s3:GetObjectAcl",
      "s3:GetObjectTagging",
      "s3:PutObjectTagging",
    ],
    bucket(""),
    bucket("/*"),
  ),
  S3ReadPolicy: one(readObjects, bucket(""), bucket("/*")),
  S3WritePolicy: one(writeObjects, bucket(""), bucket("/*")),
  SNSCrudPolicy: one(
    ["sns:ListSubscriptionsByTopic", "sns:CreateTopic", "sns:SetTopicAttributes", "sns:Subscribe", "sns:Publish"],
    arn("sns", "{}*", "TopicName"),
  ),
  SNSPublishMessagePolicy: one(["sns:Publish"], topic),
  SQSPollerPolicy: one(
    [
      ...[
        "sqs:ChangeMessageVisibility",
        "sqs:ChangeMessageVisibilityBatch",
        "sqs:DeleteMessage",
        "sqs:DeleteMessageBatch",
      ],
      ...["sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    ],
    queue,
  ),
  SQSSendMessagePolicy: one(["sqs:SendMessage*"], queue),
  SSMParameterReadPolicy: (parameters) => [
    ...allow(["ssm:DescribeParameters"], ["*"]),
    ...allow(
      ["ssm:GetParameters", "ssm:GetParameter", "ssm:GetParametersByPath"],
      [arn("ssm", "parameter/{}", "ParameterName")(parameters)],
    ),
  ],
  StepFunctionsExecutionPolicy: one(["states:StartExecution"], arn("states", "stateMachine:{}", "StateMachineName")),
  VPCAccessPolicy: () =>
    allow(
      [
        ...["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"],
        "ec2:DetachNetworkInterface",
      ],
      ["*"],
    ),
};
