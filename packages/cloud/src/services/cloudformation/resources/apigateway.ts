import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { readObject } from "../requests/fetch-template.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const tagsAt = (path: (facts: JsonObject) => string): TagRule => ({
  style: "map",
  member: "tags",
  add: "TagResource",
  remove: "UntagResource",
  target: (facts) => ({ resourceArn: `arn:aws:apigateway:${toText(facts["Region"] ?? "")}::${path(facts)}` }),
  keys: "tagKeys",
});

interface Patch {
  readonly op: "add" | "remove" | "replace";
  readonly path: string;
  readonly value?: string;
}

/** What became of members that are patched one by one. */
function patches(facts: Facts, before: JsonObject, paths: Readonly<Record<string, string>>): Patch[] {
  return Object.entries(paths).flatMap(([property, path]): Patch[] => {
    const [wanted, had] = [facts[property], before[property]];
    if (JSON.stringify(wanted) === JSON.stringify(had)) return [];
    return [wanted === undefined ? { op: "replace", path, value: "" } : { op: "replace", path, value: toText(wanted) }];
  });
}

async function bodyOf(work: Work, facts: Facts): Promise<string | undefined> {
  const { Body: body, BodyS3Location: place } = facts;
  if (body !== undefined) return isObject(body) ? JSON.stringify(body) : toText(body);
  if (!isObject(place)) return undefined;
  const { Bucket = "", Key = "" } = place;
  const { aws, endpoint } = work.call;
  const found = { bucket: toText(Bucket), key: toText(Key) };
  return await readObject({ aws, endpoint, principal: await work.principal() }, found);
}

/** The methods of an API out of its document, and its name, which the document's title would take the place of. */
async function completeApi(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const restApiId = facts["PhysicalId"] ?? facts["Id"] ?? "";
  const wasSame =
    before !== undefined &&
    ["Body", "BodyS3Location"].every((name) => JSON.stringify(facts[name]) === JSON.stringify(before[name]));
  const body = wasSame ? undefined : await bodyOf(work, facts);
  if (body !== undefined) {
    const { FailOnWarnings = false, Parameters = {} } = facts;
    const parameters = isObject(Parameters) ? Parameters : {};
    const mode = facts["Mode"] ?? "overwrite";
    await work.aws("apigateway", "PutRestApi", { restApiId, mode, failOnWarnings: FailOnWarnings, parameters, body });
  }
  const title = facts["Name"] === undefined || body === undefined ? {} : { Name: "" };
  const patchOperations = patches(facts, { ...(before ?? facts), ...title }, apiPaths);
  if (patchOperations.length > 0) {
    await work.aws("apigateway", "UpdateRestApi", { restApiId, patchOperations: patchOperations as unknown as Json });
  }
}

const apiPaths = {
  Name: "/name",
  Description: "/description",
  ApiKeySourceType: "/apiKeySource",
  MinimumCompressionSize: "/minimumCompressionSize",
  DisableExecuteApiEndpoint: "/disableExecuteApiEndpoint",
};

/** Settings of methods by the member of a template's list, as paths of a patch. */
const methodSettings: Readonly<Record<string, string>> = {
  MetricsEnabled: "metrics/enabled",
  LoggingLevel: "logging/loglevel",
  DataTraceEnabled: "logging/dataTrace",
  ThrottlingBurstLimit: "throttling/burstLimit",
  ThrottlingRateLimit: "throttling/rateLimit",
  CachingEnabled: "caching/enabled",
  CacheTtlInSeconds: "caching/ttlInSeconds",
  CacheDataEncrypted: "caching/dataEncrypted",
};

function settingPatches(settings: Json | undefined): Patch[] {
  return listOf(settings)
    .filter(isObject)
    .flatMap((setting) => {
      const { ResourcePath = "/*", HttpMethod = "*" } = setting;
      const resource =
        toText(ResourcePath) === "/*" ? "*" : toText(ResourcePath).replaceAll("~", "~0").replaceAll("/", "~1");
      return Object.entries(methodSettings).flatMap(([name, path]): Patch[] =>
        setting[name] === undefined
          ? []
          : [{ op: "replace", path: `/${resource}/${toText(HttpMethod)}/${path}`, value: toText(setting[name]) }],
      );
    });
}

async function completeStage(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const log = facts["AccessLogSetting"];
  const patchOperations = [
    ...(before === undefined
      ? []
      : patches(facts, before, {
          DeploymentId: "/deploymentId",
          Description: "/description",
          TracingEnabled: "/tracingEnabled",
        })),
    ...settingPatches(facts["MethodSettings"]),
    ...(isObject(log)
      ? patches(log, {}, { DestinationArn: "/accessLogSettings/destinationArn", Format: "/accessLogSettings/format" })
      : []),
  ];
  if (patchOperations.length === 0) return;
  const target = { restApiId: facts["RestApiId"] ?? "", stageName: facts["PhysicalId"] ?? facts["StageName"] ?? "" };
  await work.aws("apigateway", "UpdateStage", { ...target, patchOperations: patchOperations as unknown as Json });
}

/** A resource of an API that is known by what is answered under `Id`. */
const ofApi = (create: string, remove: string, id: string): ResourceType =>
  declared({
    service: "apigateway",
    create,
    delete: remove,
    id: "Id",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { [id]: facts["PhysicalId"] }),
    attributes: (facts) => ({
      [`${id.charAt(0).toUpperCase()}${id.slice(1)}`]: facts["PhysicalId"] ?? facts["Id"] ?? "",
    }),
  });

const integration = (facts: Facts): Json | undefined =>
  isObject(facts["Integration"]) ? facts["Integration"] : undefined;

async function completeMethod(work: Work, facts: Facts): Promise<void> {
  const { RestApiId: restApiId = "", ResourceId: resourceId = "", HttpMethod: httpMethod = "" } = facts;
  const target = { restApiId, resourceId, httpMethod };
  for (const response of listOf(facts["MethodResponses"]).filter(isObject)) {
    await work.aws("apigateway", "PutMethodResponse", { ...target, ...response });
  }
  const found = integration(facts);
  if (!isObject(found)) return;
  const { IntegrationResponses: responses, IntegrationHttpMethod: method, ...rest } = found;
  const integrationHttpMethod = method === undefined ? {} : { integrationHttpMethod: method };
  await work.aws("apigateway", "PutIntegration", { ...target, ...rest, ...integrationHttpMethod });
  for (const response of listOf(responses).filter(isObject)) {
    await work.aws("apigateway", "PutIntegrationResponse", { ...target, ...response });
  }
}

export const apigatewayTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::ApiGateway::RestApi": declared({
    service: "apigateway",
    create: "CreateRestApi",
    delete: "DeleteRestApi",
    id: "Id",
    name: { property: "Name", max: 1024 },
    input: (facts) => ({
      ...(facts["PhysicalId"] === undefined ? {} : { restApiId: facts["PhysicalId"] }),
      ...(facts["ApiKeySourceType"] === undefined ? {} : { apiKeySource: facts["ApiKeySourceType"] }),
      ...(isObject(facts["Policy"]) ? { policy: JSON.stringify(facts["Policy"]) } : {}),
    }),
    attributes: ({ PhysicalId, Id = PhysicalId ?? "", RootResourceId = "" }, work) => ({
      RestApiId: Id,
      RootResourceId,
      Region: work.call.region,
    }),
    complete: completeApi,
    tags: tagsAt(({ PhysicalId = "" }) => `/restapis/${toText(PhysicalId)}`),
  }),

  "AWS::ApiGateway::Deployment": ofApi("CreateDeployment", "DeleteDeployment", "deploymentId"),

  "AWS::ApiGateway::Stage": declared({
    service: "apigateway",
    create: "CreateStage",
    delete: "DeleteStage",
    id: "StageName",
    name: { property: "StageName", max: 128 },
    attributes: (_, work) => ({ Region: work.call.region }),
    complete: completeStage,
    tags: tagsAt(
      ({ RestApiId = "", PhysicalId = "" }) => `/restapis/${toText(RestApiId)}/stages/${toText(PhysicalId)}`,
    ),
  }),

  "AWS::ApiGateway::ApiKey": declared({
    service: "apigateway",
    create: "CreateApiKey",
    delete: "DeleteApiKey",
    id: "Id",
    name: { property: "Name", max: 1024 },
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { apiKey: facts["PhysicalId"] }),
    attributes: ({ PhysicalId, Id = PhysicalId ?? "" }, work) => ({ APIKeyId: Id, Region: work.call.region }),
    async complete(work, facts, before) {
      if (before === undefined) return;
      const paths = { Name: "/name", Description: "/description", Enabled: "/enabled" };
      const patchOperations = patches(facts, before, paths) as unknown as Json;
      await work.aws("apigateway", "UpdateApiKey", { apiKey: facts["PhysicalId"] ?? "", patchOperations });
    },
    tags: tagsAt(({ PhysicalId = "" }) => `/apikeys/${toText(PhysicalId)}`),
  }),

  "AWS::ApiGateway::UsagePlan": declared({
    service: "apigateway",
    create: "CreateUsagePlan",
    delete: "DeleteUsagePlan",
    id: "Id",
    name: { property: "UsagePlanName", max: 1024 },
    input: (facts) => ({
      Name: facts["UsagePlanName"] ?? "",
      ...(facts["PhysicalId"] === undefined ? {} : { usagePlanId: facts["PhysicalId"] }),
    }),
    attributes: ({ PhysicalId, Id = PhysicalId ?? "" }, work) => ({ Id, Region: work.call.region }),
    async beforeDelete(work, facts) {
      const patchOperations = listOf(facts["ApiStages"])
        .filter(isObject)
        .map(({ ApiId = "", Stage = "" }) => ({
          op: "remove",
          path: "/apiStages",
          value: `${toText(ApiId)}:${toText(Stage)}`,
        }));
      if (patchOperations.length === 0) return;
      await work.aws("apigateway", "UpdateUsagePlan", { usagePlanId: facts["PhysicalId"] ?? "", patchOperations });
    },
    async complete(work, facts, before) {
      if (before === undefined) return;
      const [limits, had] = [facts["Throttle"], before["Throttle"]].map((value) => (isObject(value) ? value : {}));
      const patchOperations = [
        ...patches(facts, before, { UsagePlanName: "/name", Description: "/description" }),
        ...patches(limits ?? {}, had ?? {}, { RateLimit: "/throttle/rateLimit", BurstLimit: "/throttle/burstLimit" }),
      ];
      if (patchOperations.length === 0) return;
      await work.aws("apigateway", "UpdateUsagePlan", {
        usagePlanId: facts["PhysicalId"] ?? "",
        patchOperations: patchOperations as unknown as Json,
      });
    },
    tags: tagsAt(({ PhysicalId = "" }) => `/usageplans/${toText(PhysicalId)}`),
  }),

  "AWS::ApiGateway::UsagePlanKey": declared({
    service: "apigateway",
    create: "CreateUsagePlanKey",
    delete: "DeleteUsagePlanKey",
    id: ({ PhysicalId, KeyId = "", UsagePlanId = "" }) =>
      toText(PhysicalId ?? `${toText(KeyId)}:${toText(UsagePlanId)}`),
    attributes: ({ PhysicalId, KeyId = "", UsagePlanId = "" }) => ({
      Id: PhysicalId ?? `${toText(KeyId)}:${toText(UsagePlanId)}`,
    }),
  }),

  "AWS::ApiGateway::Resource": ofApi("CreateResource", "DeleteResource", "resourceId"),
  "AWS::ApiGateway::RequestValidator": ofApi("CreateRequestValidator", "DeleteRequestValidator", "requestValidatorId"),

  "AWS::ApiGateway::Authorizer": declared({
    service: "apigateway",
    create: "CreateAuthorizer",
    delete: "DeleteAuthorizer",
    id: "Id",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { authorizerId: facts["PhysicalId"] }),
    attributes: ({ PhysicalId, Id = PhysicalId ?? "" }) => ({ AuthorizerId: Id }),
  }),

  "AWS::ApiGateway::Model": declared({
    service: "apigateway",
    create: "CreateModel",
    delete: "DeleteModel",
    id: "Name",
    name: { property: "Name", max: 128 },
    input: ({ PhysicalId, Schema, ContentType = "application/json" }) => ({
      ...(PhysicalId === undefined ? {} : { modelName: PhysicalId }),
      ...(isObject(Schema) ? { schema: JSON.stringify(Schema) } : {}),
      contentType: ContentType,
    }),
  }),

  "AWS::ApiGateway::Method": declared({
    service: "apigateway",
    create: "PutMethod",
    delete: "DeleteMethod",
    id: ({ RestApiId = "", ResourceId = "", HttpMethod = "" }) =>
      [RestApiId, ResourceId, HttpMethod].map(toText).join("|"),
    input: ({ AuthorizationType = "NONE" }) => ({ authorizationType: AuthorizationType }),
    complete: completeMethod,
  }),

  "AWS::ApiGateway::GatewayResponse": declared({
    service: "apigateway",
    create: "PutGatewayResponse",
    update: "PutGatewayResponse",
    delete: "DeleteGatewayResponse",
    id: ({ RestApiId = "", ResponseType = "" }) => `${toText(RestApiId)}|${toText(ResponseType)}`,
    attributes: ({ RestApiId = "", ResponseType = "" }) => ({ Id: `${toText(RestApiId)}|${toText(ResponseType)}` }),
  }),

  "AWS::ApiGateway::Account": declared({
    service: "apigateway",
    create: "UpdateAccount",
    update: "UpdateAccount",
    id: (facts, work) => toText(facts["PhysicalId"] ?? work.name({ max: 128 })),
    input: ({ CloudWatchRoleArn = "" }) => ({
      patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: CloudWatchRoleArn }],
    }),
    attributes: (facts, work) => ({ Id: toText(facts["PhysicalId"] ?? work.name({ max: 128 })) }),
  }),
};
