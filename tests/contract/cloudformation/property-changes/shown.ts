import { ListTagsForResourceCommand as AlarmTags, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  ListTagsForResourceCommand as GroupTags,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
} from "@aws-sdk/client-dynamodb";
import {
  DescribeArchiveCommand,
  DescribeConnectionCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListTagsForResourceCommand as EventTags,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import {
  GetGroupCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import {
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetFunctionUrlConfigCommand,
  ListTagsCommand,
} from "@aws-sdk/client-lambda";
import {
  GetBucketAccelerateConfigurationCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { GetScheduleCommand } from "@aws-sdk/client-scheduler";
import { DescribeSecretCommand, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { DescribeStateMachineCommand, ListTagsForResourceCommand as MachineTags } from "@aws-sdk/client-sfn";
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand as TopicTags,
} from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, ListQueueTagsCommand } from "@aws-sdk/client-sqs";
import {
  DescribeParametersCommand,
  GetParameterCommand,
  ListTagsForResourceCommand as ParameterTags,
} from "@aws-sdk/client-ssm";
import type { TestCloud } from "../../../support/cloud.ts";

export type Show = (cloud: TestCloud, id: string, own: string) => readonly Promise<unknown>[];

/** What is not set is an error with S3. */
const orName = (asked: Promise<unknown>): Promise<unknown> => asked.catch((error: Error) => error.name);

/** Everything that the service tells of a resource, by its type. */
export const shownBy: Readonly<Record<string, Show>> = {
  "AWS::SQS::Queue": ({ sqs }, QueueUrl) => [
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] })),
    sqs.send(new ListQueueTagsCommand({ QueueUrl })),
  ],
  "AWS::SNS::Topic": ({ sns }, TopicArn) => [
    sns.send(new GetTopicAttributesCommand({ TopicArn })),
    sns.send(new TopicTags({ ResourceArn: TopicArn })),
  ],
  "AWS::SNS::Subscription": ({ sns }, SubscriptionArn) => [
    sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })),
  ],
  "AWS::DynamoDB::Table": ({ dynamodb }, TableName) => [
    dynamodb.send(new DescribeTableCommand({ TableName })),
    dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
    dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
    dynamodb.send(
      new ListTagsOfResourceCommand({ ResourceArn: `arn:aws:dynamodb:eu-west-1:000000000000:table/${TableName}` }),
    ),
  ],
  "AWS::Lambda::Function": ({ lambda }, FunctionName) => [
    lambda.send(new GetFunctionCommand({ FunctionName })),
    lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName })),
  ],
  "AWS::Lambda::EventSourceMapping": ({ lambda }, UUID) => [
    lambda.send(new GetEventSourceMappingCommand({ UUID })),
    lambda.send(
      new ListTagsCommand({ Resource: `arn:aws:lambda:eu-west-1:000000000000:event-source-mapping:${UUID}` }),
    ),
  ],
  "AWS::Lambda::EventInvokeConfig": ({ lambda }, _, FunctionName) => [
    lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
  ],
  "AWS::Lambda::Url": ({ lambda }, FunctionName) => [lambda.send(new GetFunctionUrlConfigCommand({ FunctionName }))],
  "AWS::IAM::Role": ({ iam }, RoleName) => [
    iam.send(new GetRoleCommand({ RoleName })),
    iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
    iam
      .send(new ListRolePoliciesCommand({ RoleName }))
      .then(({ PolicyNames = [] }) =>
        Promise.all(PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })))),
      ),
  ],
  "AWS::IAM::User": ({ iam }, UserName) => [
    iam.send(new GetUserCommand({ UserName })),
    iam.send(new ListAttachedUserPoliciesCommand({ UserName })),
  ],
  "AWS::IAM::Group": ({ iam }, GroupName) => [
    iam.send(new GetGroupCommand({ GroupName })),
    iam.send(new ListAttachedGroupPoliciesCommand({ GroupName })),
  ],
  "AWS::IAM::ManagedPolicy": ({ iam }, PolicyArn) => [
    iam.send(new ListEntitiesForPolicyCommand({ PolicyArn })),
    iam
      .send(new GetPolicyCommand({ PolicyArn }))
      .then(({ Policy }) => iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId })))
      .then(({ PolicyVersion }) => PolicyVersion?.Document),
  ],
  "AWS::Logs::LogGroup": ({ logs }, logGroupNamePrefix) => [
    logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix })),
    logs.send(new GroupTags({ resourceArn: `arn:aws:logs:eu-west-1:000000000000:log-group:${logGroupNamePrefix}` })),
  ],
  "AWS::Logs::MetricFilter": ({ logs }, id) => [
    logs
      .send(new DescribeMetricFiltersCommand({}))
      .then(({ metricFilters = [] }) => metricFilters.find(({ filterName }) => filterName === id)),
  ],
  "AWS::Events::Rule": ({ events }, Name) => [
    events.send(new DescribeRuleCommand({ Name })),
    events.send(new ListTargetsByRuleCommand({ Rule: Name })),
    events.send(new EventTags({ ResourceARN: `arn:aws:events:eu-west-1:000000000000:rule/${Name}` })),
  ],
  "AWS::Events::EventBus": ({ events }, Name) => [
    events.send(new DescribeEventBusCommand({ Name })),
    events.send(new EventTags({ ResourceARN: `arn:aws:events:eu-west-1:000000000000:event-bus/${Name}` })),
  ],
  "AWS::Events::Archive": ({ events }, ArchiveName) => [events.send(new DescribeArchiveCommand({ ArchiveName }))],
  "AWS::Events::Connection": ({ events }, Name) => [events.send(new DescribeConnectionCommand({ Name }))],
  "AWS::Scheduler::Schedule": ({ scheduler }, Name) => [scheduler.send(new GetScheduleCommand({ Name }))],
  "AWS::StepFunctions::StateMachine": ({ states }, stateMachineArn) => [
    states.send(new DescribeStateMachineCommand({ stateMachineArn })),
    states.send(new MachineTags({ resourceArn: stateMachineArn })),
  ],
  "AWS::CloudWatch::Alarm": ({ cloudwatch }, name) => [
    cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] })),
    cloudwatch.send(new AlarmTags({ ResourceARN: `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${name}` })),
  ],
  "AWS::SSM::Parameter": ({ ssm }, Name) => [
    ssm.send(new GetParameterCommand({ Name })),
    ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Values: [Name] }] })),
    ssm.send(new ParameterTags({ ResourceType: "Parameter", ResourceId: Name })),
  ],
  "AWS::SecretsManager::Secret": ({ secretsmanager }, SecretId) => [
    secretsmanager.send(new DescribeSecretCommand({ SecretId })).then(({ VersionIdsToStages: _, ...told }) => told),
    secretsmanager.send(new GetSecretValueCommand({ SecretId })),
  ],
  "AWS::KMS::Key": ({ kms }, KeyId) => [
    kms.send(new DescribeKeyCommand({ KeyId })),
    kms.send(new GetKeyPolicyCommand({ KeyId })),
    orName(kms.send(new GetKeyRotationStatusCommand({ KeyId }))),
    kms.send(new ListResourceTagsCommand({ KeyId })),
  ],
  "AWS::S3::Bucket": ({ s3 }, Bucket) =>
    [
      s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket })),
      s3.send(new GetBucketEncryptionCommand({ Bucket })),
      s3.send(new GetBucketCorsCommand({ Bucket })),
      s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
      s3.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
      s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      s3.send(new GetBucketTaggingCommand({ Bucket })),
      s3.send(new GetBucketVersioningCommand({ Bucket })),
      s3.send(new GetBucketWebsiteCommand({ Bucket })),
    ].map(orName),
};
