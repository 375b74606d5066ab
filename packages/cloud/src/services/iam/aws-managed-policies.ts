import type { ManagedPolicy } from "./model.ts";

/**
 * Policies that AWS keeps for everybody, as far as pipelines attach them.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const documents: Readonly<Record<string, object>> = {
  AdministratorAccess: allow("*"),
  AmazonDynamoDBFullAccess: allow(["dynamodb:*", "dax:*", "application-autoscaling:*"]),
  AmazonS3FullAccess: allow(["s3:*", "s3-object-lambda:*"]),
  AmazonS3ReadOnlyAccess: allow([
    "s3:Get*",
    "s3:List*",
    "s3:Describe*",
    "s3-object-lambda:Get*",
    "s3-object-lambda:List*",
  ]),
  "service-role/AWSLambdaBasicExecutionRole": allow([
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
  "service-role/AWSLambdaDynamoDBExecutionRole": allow([
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
  "service-role/AWSLambdaSQSQueueExecutionRole": allow([
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ]),
};

function allow(actions: string | readonly string[]): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] };
}

const prefix = "arn:aws:iam::aws:policy/";
const firstPublished = Date.UTC(2015, 1, 6, 18, 39, 46);

export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  const document = arn.startsWith(prefix) ? documents[arn.slice(prefix.length)] : undefined;
  if (document === undefined) return undefined;
  const [, path = "/", name = ""] = /^(.*\/)?([^/]+)$/.exec(arn.slice(prefix.length)) ?? [];
  return {
    name,
    arn,
    path: path === "/" ? "/" : `/${path}`,
    id: "ANPA00000000000000000",
    createdAt: firstPublished,
    updatedAt: firstPublished,
    defaultVersionId: "v1",
    nextVersion: 2,
    versions: [{ id: "v1", document: JSON.stringify(document), createdAt: firstPublished }],
    tags: {},
  };
}

export const awsManagedPolicyArns: readonly string[] = Object.keys(documents).map((name) => prefix + name);
