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
import { GetAliasCommand } from "@aws-sdk/client-lambda";
import { DescribePipeCommand } from "@aws-sdk/client-pipes";
import { ListTagsForResourceCommand as GroupTags } from "@aws-sdk/client-scheduler";
import { ListTagsForResourceCommand as ActivityTags } from "@aws-sdk/client-sfn";
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
};
