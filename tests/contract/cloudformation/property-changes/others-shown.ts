import {
  GetApiKeyCommand,
  GetGatewayResponseCommand,
  GetMethodCommand,
  GetModelCommand,
  GetRequestValidatorCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetUsagePlanCommand,
} from "@aws-sdk/client-api-gateway";
import { GetApiCommand, GetIntegrationCommand, GetRouteCommand, GetStageCommand } from "@aws-sdk/client-apigatewayv2";
import { ListTagsForResourceCommand as AlarmTags, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeQueryDefinitionsCommand, DescribeSubscriptionFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeApiDestinationCommand } from "@aws-sdk/client-eventbridge";
import { GetGroupPolicyCommand, GetInstanceProfileCommand } from "@aws-sdk/client-iam";
import { GetAliasCommand } from "@aws-sdk/client-lambda";
import { DescribePipeCommand } from "@aws-sdk/client-pipes";
import {
  DescribeDBClusterParametersCommand,
  DescribeDBParametersCommand,
  ListTagsForResourceCommand as RdsTags,
} from "@aws-sdk/client-rds";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { ListTagsForResourceCommand as GroupTags } from "@aws-sdk/client-scheduler";
import { GetResourcePolicyCommand } from "@aws-sdk/client-secrets-manager";
import { ListTagsForResourceCommand as ActivityTags } from "@aws-sdk/client-sfn";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Show } from "./shown.ts";

/** The rest of the types. */
export const othersShownBy: Readonly<Record<string, Show>> = {
  "AWS::ApiGateway::RestApi": ({ apigateway }, restApiId) => [apigateway.send(new GetRestApiCommand({ restApiId }))],
  "AWS::ApiGateway::Method": ({ apigateway }, _, restApiId) => [
    apigateway
      .send(new GetResourcesCommand({ restApiId }))
      .then(({ items: [root] = [] }) =>
        apigateway.send(new GetMethodCommand({ restApiId, resourceId: root?.id, httpMethod: "GET" })),
      ),
  ],
  "AWS::ApiGateway::Model": ({ apigateway }, modelName, restApiId) => [
    apigateway.send(new GetModelCommand({ restApiId, modelName })),
  ],
  "AWS::ApiGateway::RequestValidator": ({ apigateway }, requestValidatorId, restApiId) => [
    apigateway.send(new GetRequestValidatorCommand({ restApiId, requestValidatorId })),
  ],
  "AWS::ApiGateway::GatewayResponse": ({ apigateway }, _, restApiId) => [
    apigateway.send(new GetGatewayResponseCommand({ restApiId, responseType: "DEFAULT_4XX" })),
  ],
  "AWS::ApiGateway::UsagePlan": ({ apigateway }, usagePlanId) => [
    apigateway.send(new GetUsagePlanCommand({ usagePlanId })),
  ],
  "AWS::ApiGateway::ApiKey": ({ apigateway }, apiKey) => [apigateway.send(new GetApiKeyCommand({ apiKey }))],
  "AWS::ApiGatewayV2::Api": ({ apigatewayv2 }, ApiId) => [apigatewayv2.send(new GetApiCommand({ ApiId }))],
  "AWS::ApiGatewayV2::Stage": ({ apigatewayv2 }, _, ApiId) => [
    apigatewayv2.send(new GetStageCommand({ ApiId, StageName: "prod" })),
  ],
  "AWS::ApiGatewayV2::Integration": ({ apigatewayv2 }, IntegrationId, ApiId) => [
    apigatewayv2.send(new GetIntegrationCommand({ ApiId, IntegrationId })),
  ],
  "AWS::ApiGatewayV2::Route": ({ apigatewayv2 }, RouteId, ApiId) => [
    apigatewayv2.send(new GetRouteCommand({ ApiId, RouteId })),
  ],
  "AWS::EC2::VPC": ({ ec2 }, VpcId) => [
    ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] })),
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsSupport" })),
    ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: "enableDnsHostnames" })),
  ],
  "AWS::EC2::Subnet": ({ ec2 }, id) => [ec2.send(new DescribeSubnetsCommand({ SubnetIds: [id] }))],
  "AWS::EC2::SecurityGroup": ({ ec2 }, id) => [ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))],
  "AWS::EC2::RouteTable": ({ ec2 }, id) => [ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [id] }))],
  "AWS::EC2::VPCEndpoint": ({ ec2 }, id) => [ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [id] }))],
  "AWS::CloudWatch::CompositeAlarm": ({ cloudwatch }, name) => [
    cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ["CompositeAlarm"] })),
    cloudwatch.send(new AlarmTags({ ResourceARN: `arn:aws:cloudwatch:eu-west-1:000000000000:alarm:${name}` })),
  ],
  "AWS::Logs::SubscriptionFilter": ({ logs }, _, logGroupName) => [
    logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName })),
  ],
  "AWS::Logs::QueryDefinition": ({ logs }, id) => [
    logs
      .send(new DescribeQueryDefinitionsCommand({}))
      .then(({ queryDefinitions = [] }) => queryDefinitions.find(({ queryDefinitionId }) => queryDefinitionId === id)),
  ],
  "AWS::Lambda::Alias": ({ lambda }, _, FunctionName) => [
    lambda.send(new GetAliasCommand({ FunctionName, Name: "live" })),
  ],
  "AWS::Pipes::Pipe": ({ pipes }, Name) => [pipes.send(new DescribePipeCommand({ Name }))],
  "AWS::Scheduler::ScheduleGroup": ({ scheduler }, name) => [
    scheduler.send(new GroupTags({ ResourceArn: `arn:aws:scheduler:eu-west-1:000000000000:schedule-group/${name}` })),
  ],
  "AWS::Events::ApiDestination": ({ events }, Name) => [events.send(new DescribeApiDestinationCommand({ Name }))],
  "AWS::StepFunctions::Activity": ({ states }, resourceArn) => [states.send(new ActivityTags({ resourceArn }))],
  "AWS::SQS::QueuePolicy": ({ sqs }, _, QueueUrl) => [
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] })),
  ],
  "AWS::SNS::TopicPolicy": ({ sns }, _, TopicArn) => [
    sns.send(new GetTopicAttributesCommand({ TopicArn })).then(({ Attributes }) => Attributes?.["Policy"]),
  ],
  "AWS::S3::BucketPolicy": ({ s3 }, _, Bucket) => [s3.send(new GetBucketPolicyCommand({ Bucket }))],
  "AWS::IAM::Policy": ({ iam }, _, GroupName) => [
    iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName: "rights-of-group" })),
  ],
  "AWS::IAM::InstanceProfile": ({ iam }, InstanceProfileName) => [
    iam
      .send(new GetInstanceProfileCommand({ InstanceProfileName }))
      .then(({ InstanceProfile }) => InstanceProfile?.Roles?.map(({ RoleName }) => RoleName)),
  ],
  "AWS::SecretsManager::ResourcePolicy": ({ secretsmanager }, _, SecretId) => [
    secretsmanager.send(new GetResourcePolicyCommand({ SecretId })),
  ],
  "AWS::RDS::DBParameterGroup": ({ rds }, DBParameterGroupName) => [
    rds.send(new DescribeDBParametersCommand({ DBParameterGroupName, Source: "user" })),
    rds.send(new RdsTags({ ResourceName: `arn:aws:rds:eu-west-1:000000000000:pg:${DBParameterGroupName}` })),
  ],
  "AWS::RDS::DBClusterParameterGroup": ({ rds }, name) => [
    rds.send(new DescribeDBClusterParametersCommand({ DBClusterParameterGroupName: name, Source: "user" })),
    rds.send(new RdsTags({ ResourceName: `arn:aws:rds:eu-west-1:000000000000:cluster-pg:${name}` })),
  ],
  "AWS::EC2::SecurityGroupIngress": ({ ec2 }, _, id) => [
    ec2
      .send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }))
      .then(({ SecurityGroups: [group] = [] }) => group?.IpPermissions),
  ],
};
