import { PlainFailure } from "../engine/failure-reason.ts";
import { acmTypes } from "./acm.ts";
import { apigatewayTypes } from "./apigateway.ts";
import { apigatewayv2Types } from "./apigatewayv2.ts";
import { autoscalingTypes } from "./application-autoscaling.ts";
import { cloudformationTypes } from "./cloudformation.ts";
import { cloudwatchTypes } from "./cloudwatch.ts";
import { dynamodbTypes } from "./dynamodb.ts";
import { ec2Types } from "./ec2.ts";
import { ecrTypes } from "./ecr.ts";
import { eventsTypes } from "./events.ts";
import { iamTypes } from "./iam.ts";
import { kinesisTypes } from "./kinesis.ts";
import { kmsTypes } from "./kms.ts";
import { lambdaTypes } from "./lambda.ts";
import { logsTypes } from "./logs.ts";
import { pipesTypes } from "./pipes.ts";
import { rdsTypes } from "./rds.ts";
import type { ResourceType } from "./resource-type.ts";
import { route53Types } from "./route53.ts";
import { s3Types } from "./s3.ts";
import { schedulerTypes } from "./scheduler.ts";
import { type ResourceSchema, resourceSchema } from "./schemas.ts";
import { secretsmanagerTypes } from "./secretsmanager.ts";
import { snsTypes } from "./sns.ts";
import { sqsTypes } from "./sqs.ts";
import { ssmTypes } from "./ssm.ts";
import { statesTypes } from "./states.ts";

/** Every type of resource that stacks can have, by its name: to add one, its service's file goes in here. */
const types: Readonly<Record<string, ResourceType>> = {
  ...acmTypes,
  ...apigatewayTypes,
  ...apigatewayv2Types,
  ...autoscalingTypes,
  ...cloudformationTypes,
  ...cloudwatchTypes,
  ...dynamodbTypes,
  ...ec2Types,
  ...ecrTypes,
  ...eventsTypes,
  ...iamTypes,
  ...kinesisTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...logsTypes,
  ...pipesTypes,
  ...rdsTypes,
  ...route53Types,
  ...s3Types,
  ...schedulerTypes,
  ...secretsmanagerTypes,
  ...snsTypes,
  ...sqsTypes,
  ...ssmTypes,
  ...statesTypes,
};

export const isKnownType = (type: string): boolean => types[type] !== undefined || type.startsWith("Custom::");

/** Throws for a type that this cloud does not have. */
export function resourceType(type: string): {
  readonly handler: ResourceType;
  readonly schema: ResourceSchema | undefined;
} {
  const handler = types[type.startsWith("Custom::") ? "AWS::CloudFormation::CustomResource" : type];
  if (handler === undefined) throw new PlainFailure(`Resource type ${type} is not supported by this cloud`);
  return { handler, schema: resourceSchema(type) };
}
