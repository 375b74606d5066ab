import { isArray, type Json, type JsonObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import { type Expansion, getAtt, objectOf, ref } from "./expansion.ts";
import { invalidResource } from "./invalid-resource.ts";

interface Rights {
  readonly Read?: readonly string[];
  readonly Write?: readonly string[];
  readonly resources: (id: string) => Json[];
}

const arnOf = (id: string): Json => getAtt(id, "Arn");

/** What a function or state machine may do with what it is connected to. */
const rights: Readonly<Record<string, Rights>> = {
  "AWS::DynamoDB::Table": {
    Read: [
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
      "dynamodb:BatchGetItem",
      "dynamodb:ConditionCheckItem",
    ],
    Write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"],
    resources: (id) => [arnOf(id), { "Fn::Sub": `\${${id}.Arn}/index/*` }],
  },
  "AWS::S3::Bucket": {
    Read: ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectVersion", "s3:ListBucket", "s3:ListBucketVersions"],
    Write: ["s3:PutObject", "s3:PutObjectAcl", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:RestoreObject"],
    resources: (id) => [arnOf(id), { "Fn::Sub": `\${${id}.Arn}/*` }],
  },
  "AWS::SQS::Queue": {
    Read: ["sqs:ReceiveMessage", "sqs:GetQueueAttributes"],
    Write: ["sqs:DeleteMessage", "sqs:SendMessage", "sqs:ChangeMessageVisibility", "sqs:PurgeQueue"],
    resources: (id) => [arnOf(id)],
  },
  "AWS::SNS::Topic": { Write: ["sns:Publish"], resources: (id) => [ref(id)] },
  "AWS::Lambda::Function": { Write: ["lambda:InvokeAsync", "lambda:InvokeFunction"], resources: (id) => [arnOf(id)] },
  "AWS::Events::EventBus": { Write: ["events:PutEvents"], resources: (id) => [arnOf(id)] },
  "AWS::StepFunctions::StateMachine": {
    Read: ["states:DescribeStateMachine", "states:ListExecutions"],
    Write: ["states:StartExecution", "states:StartSyncExecution"],
    resources: (id) => [ref(id)],
  },
};

/** Who may call a function when it is connected to it. */
const callers: Readonly<Record<string, string>> = {
  "AWS::S3::Bucket": "s3.amazonaws.com",
  "AWS::SNS::Topic": "sns.amazonaws.com",
  "AWS::Events::Rule": "events.amazonaws.com",
};

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html */
export function expandConnector(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const source = toText(objectOf(properties["Source"])["Id"] ?? "");
  const permissions = isArray(properties["Permissions"]) ? properties["Permissions"].map(toText) : [];
  const written = properties["Destination"];
  const destinations = isArray(written) ? written : [written ?? {}];
  destinations.forEach((destination, index) => {
    const id = toText(objectOf(destination)["Id"] ?? "");
    const suffix = destinations.length > 1 ? `${index}` : "";
    connect(expansion, { logicalId: `${logicalId}${suffix}`, source, destination: id, permissions });
  });
}

interface Connection {
  readonly logicalId: string;
  readonly source: string;
  readonly destination: string;
  readonly permissions: readonly string[];
}

function connect(expansion: Expansion, { logicalId, source, destination, permissions }: Connection): void {
  const from = expansion.resource(source);
  const sourceType = toText(from?.["Type"] ?? "");
  const destinationType = toText(expansion.resource(destination)?.["Type"] ?? "");
  const caller = callers[sourceType];
  if (caller !== undefined && destinationType === "AWS::Lambda::Function") {
    const SourceArn = sourceType === "AWS::SNS::Topic" ? ref(source) : getAtt(source, "Arn");
    expansion.add(`${logicalId}WriteLambdaPermission`, {
      Type: "AWS::Lambda::Permission",
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: getAtt(destination, "Arn"),
        Principal: caller,
        SourceArn,
      },
    });
    return;
  }
  const known = rights[destinationType];
  const role = roleOf(from);
  if (known === undefined || role === undefined) {
    throw invalidResource(
      logicalId,
      `Unable to create connector from ${sourceType} to ${destinationType}; it's not supported here.`,
    );
  }
  const actions = permissions.flatMap((permission) => known[permission as "Read" | "Write"] ?? []);
  expansion.add(`${logicalId}Policy`, {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: {
      Roles: [role],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: actions, Resource: known.resources(destination) }],
      },
    },
  });
}

/** The name of the role that a function or a state machine of the same template runs in. */
function roleOf(resource: JsonObject | undefined): Json | undefined {
  const properties = objectOf(resource?.["Properties"]);
  const written = objectOf(properties["Role"] ?? properties["RoleArn"])["Fn::GetAtt"];
  const role = isArray(written) ? written[0] : typeof written === "string" ? written.split(".")[0] : undefined;
  return role === undefined ? undefined : ref(toText(role));
}
