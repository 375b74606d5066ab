import type { Json, JsonObject } from "../../../../sdk-calls/json.ts";
import { isObject } from "../../../../sdk-calls/json.ts";
import { toText } from "../../templates/text.ts";
import { conditionOf, contentId, type Expansion, inherited, objectOf, picked, ref } from "./expansion.ts";
import type { Event, Listener } from "./listener.ts";

const restId = "ServerlessRestApi";
const httpId = "ServerlessHttpApi";

const uriOf = (target: Json): JsonObject => ({
  "Fn::Sub": [
    "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${target}/invocations",
    { target },
  ],
});

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
export function expandApi(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const { DefinitionBody: body, DefinitionUri: uri, StageName: stage = "Prod" } = properties;
  const plain = { swagger: "2.0", info: { version: "1.0", title: ref("AWS::StackName") }, paths: {} };
  const location = isObject(uri) ? picked(uri, ["Bucket", "Key", "Version"]) : undefined;
  expansion.add(logicalId, {
    Type: "AWS::ApiGateway::RestApi",
    ...inherited(resource),
    Properties: {
      ...(location === undefined ? { Body: body ?? plain } : { BodyS3Location: location }),
      ...picked(properties, ["Name", "Description", "BinaryMediaTypes", "MinimumCompressionSize", "FailOnWarnings"]),
      ...(properties["EndpointConfiguration"] === undefined ? {} : { EndpointConfiguration: endpointOf(properties) }),
    },
  });
  const stageId = /^[A-Za-z0-9]+$/.test(toText(stage)) ? `${logicalId}${toText(stage)}Stage` : `${logicalId}Stage`;
  expansion.add(stageId, {
    Type: "AWS::ApiGateway::Stage",
    ...conditionOf(resource),
    Properties: {
      RestApiId: ref(logicalId),
      StageName: stage,
      ...picked(properties, [
        "Variables",
        "MethodSettings",
        "TracingEnabled",
        "CacheClusterEnabled",
        "CacheClusterSize",
      ]),
      ...picked(properties, [
        ["AccessLogSetting", "AccessLogSetting"],
        ["CanarySetting", "CanarySetting"],
      ]),
    },
  });
}

const endpointOf = ({ EndpointConfiguration: endpoint = "" }: JsonObject): Json =>
  isObject(endpoint) ? { Types: [endpoint["Type"] ?? "REGIONAL"] } : { Types: [endpoint] };

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html */
export function expandHttpApi(expansion: Expansion, logicalId: string, resource: JsonObject): void {
  const properties = objectOf(resource["Properties"]);
  const { DefinitionBody: body, StageName: stage = "$default" } = properties;
  const plain = { openapi: "3.0.1", info: { version: "1.0", title: ref("AWS::StackName") }, paths: {} };
  expansion.add(logicalId, {
    Type: "AWS::ApiGatewayV2::Api",
    ...inherited(resource),
    Properties: {
      Body: body ?? plain,
      ...picked(properties, ["Description", "FailOnWarnings", "DisableExecuteApiEndpoint"]),
      ...(properties["CorsConfiguration"] === undefined
        ? {}
        : { CorsConfiguration: corsOf(properties["CorsConfiguration"]) }),
    },
  });
  const isDefault = stage === "$default";
  expansion.add(`${logicalId}${isDefault ? "ApiGatewayDefault" : toText(stage)}Stage`, {
    Type: "AWS::ApiGatewayV2::Stage",
    ...conditionOf(resource),
    Properties: {
      ApiId: ref(logicalId),
      StageName: stage,
      AutoDeploy: true,
      ...picked(properties, [
        ["AccessLogSettings", "AccessLogSettings"],
        "DefaultRouteSettings",
        "RouteSettings",
        "StageVariables",
      ]),
    },
  });
}

const corsOf = (cors: Json): Json =>
  isObject(cors) ? cors : { AllowOrigins: ["*"], AllowHeaders: ["*"], AllowMethods: ["*"] };

/** The API that an event names, or the one that every template with such events has. */
function apiOf(expansion: Expansion, named: Json | undefined, implicit: string, expand: typeof expandApi): string {
  const id = toText(objectOf(named)["Ref"] ?? implicit);
  if (expansion.resource(id) === undefined) expand(expansion, id, { Properties: {} });
  return id;
}

export function addApiRoute(expansion: Expansion, listener: Listener, { id, properties }: Event): void {
  const api = apiOf(expansion, properties["RestApiId"], restId, expandApi);
  const method = toText(properties["Method"] ?? "any").toLowerCase();
  const path = toText(properties["Path"] ?? "/");
  const name = method === "any" ? "x-amazon-apigateway-any-method" : method;
  const integration = { type: "aws_proxy", httpMethod: "POST", uri: uriOf(listener.target) };
  addRoute(expansion, api, path, name, { responses: {}, "x-amazon-apigateway-integration": integration });
  const stage = stageOf(expansion, api);
  const place = `\${__ApiId__}/\${__Stage__}/${method === "any" ? "*" : method.toUpperCase()}${path.replace(/\{[^}]+\}/g, "*")}`;
  const SourceArn = {
    "Fn::Sub": [
      `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:${place}`,
      { __ApiId__: ref(api), __Stage__: "*" },
    ],
  };
  expansion.add(`${id}Permission${stage}`, {
    Type: "AWS::Lambda::Permission",
    ...listener.condition,
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: listener.target,
      Principal: "apigateway.amazonaws.com",
      SourceArn,
    },
  });
}

export function addHttpRoute(expansion: Expansion, listener: Listener, { id, properties }: Event): void {
  const api = apiOf(expansion, properties["ApiId"], httpId, expandHttpApi);
  const method = toText(properties["Method"] ?? "any").toLowerCase();
  const path = toText(properties["Path"] ?? "$default");
  const name = method === "any" ? "x-amazon-apigateway-any-method" : method;
  const isDefault = path === "$default";
  const route = {
    responses: {},
    "x-amazon-apigateway-integration": {
      type: "aws_proxy",
      httpMethod: "POST",
      payloadFormatVersion: properties["PayloadFormatVersion"] ?? "2.0",
      uri: uriOf(listener.target),
      ...picked(properties, [["TimeoutInMillis", "timeoutInMillis"]]),
    },
    ...(isDefault ? { isDefaultRoute: true } : {}),
  };
  addRoute(expansion, api, path, name, route);
  const place = isDefault
    ? "*/$default"
    : `*/${method === "any" ? "*" : method.toUpperCase()}${path.replace(/\{[^}]+\}/g, "*")}`;
  expansion.add(`${id}Permission`, {
    Type: "AWS::Lambda::Permission",
    ...listener.condition,
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: listener.target,
      Principal: "apigateway.amazonaws.com",
      SourceArn: {
        "Fn::Sub": [
          `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/${place}`,
          { __ApiId__: ref(api) },
        ],
      },
    },
  });
}

function addRoute(expansion: Expansion, api: string, path: string, method: string, route: JsonObject): void {
  const resource = expansion.resource(api) ?? {};
  const properties = objectOf(resource["Properties"]);
  const body = objectOf(properties["Body"]);
  const paths = objectOf(body["paths"]);
  const changed = { ...paths, [path]: { ...objectOf(paths[path]), [method]: route } };
  expansion.add(api, { ...resource, Properties: { ...properties, Body: { ...body, paths: changed } } });
}

const isStageOf = (api: string, resource: JsonObject): boolean =>
  resource["Type"] === "AWS::ApiGateway::Stage" &&
  objectOf(objectOf(resource["Properties"])["RestApiId"])["Ref"] === api;

function stageOf(expansion: Expansion, api: string): string {
  const stage = Object.values(expansion.all())
    .map(objectOf)
    .find((resource) => isStageOf(api, resource));
  const name = toText(objectOf(stage?.["Properties"])["StageName"] ?? "Prod");
  return /^[A-Za-z0-9]+$/.test(name) ? name : "Stage";
}

/** A deployment for each REST API, new whenever the API is another. */
export function finishApis(expansion: Expansion): void {
  for (const [stageId, stage] of Object.entries(expansion.all())) {
    const resource = objectOf(stage);
    const api = toText(objectOf(objectOf(resource["Properties"])["RestApiId"])["Ref"] ?? "");
    const isOurs = objectOf(resource["Properties"])["DeploymentId"] === undefined && isStageOf(api, resource);
    if (!isOurs) continue;
    const definition = objectOf(expansion.resource(api)?.["Properties"]);
    const deployment = `${api}Deployment${contentId(definition)}`;
    expansion.add(deployment, {
      Type: "AWS::ApiGateway::Deployment",
      ...conditionOf(resource),
      Properties: {
        RestApiId: ref(api),
        Description: `RestApi deployment id: ${contentId(definition)}`,
        StageName: "Stage",
      },
    });
    const properties = { ...objectOf(resource["Properties"]), DeploymentId: ref(deployment) };
    expansion.add(stageId, { ...resource, Properties: properties });
  }
}
