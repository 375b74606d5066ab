import { isArray, isObject } from "../../../sdk-calls/json.ts";
import { PlainFailure } from "../engine/failure-reason.ts";
import { toText } from "../templates/text.ts";
import { documentOf } from "./apigateway-parts.ts";
import { type Declaration, declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";
import type { TagRule } from "./tags.ts";

const idIn =
  (member: string) =>
  (facts: Facts): string =>
    toText(facts["PhysicalId"] ?? facts[member] ?? "");

/** What belongs to an API and has an id that an attribute of the same name tells. */
const ofApi = (kind: string): Declaration => ({
  service: "apigatewayv2",
  create: `Create${kind}`,
  update: `Update${kind}`,
  delete: `Delete${kind}`,
  id: idIn(`${kind}Id`),
  attributes: (facts) => ({ [`${kind}Id`]: idIn(`${kind}Id`)(facts) }),
  input: (facts) => (facts["PhysicalId"] === undefined ? {} : { [`${kind}Id`]: facts["PhysicalId"] }),
});

const tagsAt = (path: (facts: Facts) => string): TagRule => ({
  style: "map",
  add: "TagResource",
  remove: "UntagResource",
  target: (facts, { call }) => ({ ResourceArn: `arn:aws:apigateway:${call.region}::${path(facts)}` }),
  keys: "TagKeys",
});

const apiId = idIn("ApiId");

const api: Declaration = {
  service: "apigatewayv2",
  create: "CreateApi",
  update: "UpdateApi",
  delete: "DeleteApi",
  read: "GetApi",
  id: apiId,
  attributes: { ApiEndpoint: "ApiEndpoint", ApiId: "ApiId" },
  input: (facts) => (apiId(facts) === "" ? {} : { ApiId: apiId(facts) }),
  resets: { Description: "", CorsConfiguration: {}, DisableExecuteApiEndpoint: false, Version: "" },
  tags: tagsAt((facts) => `/apis/${apiId(facts)}`),
};

const plain = declared(api);

/** What the template says beside the document stands above it. */
const documented = declared({
  ...api,
  create: "ImportApi",
  update: "ReimportApi",
  async complete(work, facts, before) {
    const { Tags } = facts;
    const ApiId = apiId(facts);
    await work.aws("apigatewayv2", "UpdateApi", { ...facts, ApiId });
    if (before === undefined && Tags !== undefined) {
      const ResourceArn = `arn:aws:apigateway:${work.call.region}::/apis/${ApiId}`;
      await work.aws("apigatewayv2", "TagResource", { ResourceArn, Tags });
    }
  },
});

/** An API with a document is made of it, wherever the document stands. */
const apiType: ResourceType = {
  ...plain,
  async create(work, properties) {
    const Body = await documentOf(work, properties);
    return Body === undefined ? plain.create(work, properties) : documented.create(work, { ...properties, Body });
  },
  async update(work, resource, properties) {
    const Body = await documentOf(work, properties);
    const type = Body === undefined ? plain : documented;
    if (type.update === undefined) throw new PlainFailure("APIs cannot be updated");
    return type.update(work, resource, Body === undefined ? properties : { ...properties, Body });
  },
};

export const apigatewayv2Types: Readonly<Record<string, ResourceType>> = {
  "AWS::ApiGatewayV2::Api": apiType,
  "AWS::ApiGatewayV2::ApiMapping": declared(ofApi("ApiMapping")),
  "AWS::ApiGatewayV2::Authorizer": declared(ofApi("Authorizer")),
  "AWS::ApiGatewayV2::Deployment": declared(ofApi("Deployment")),
  "AWS::ApiGatewayV2::DomainName": declared({
    service: "apigatewayv2",
    create: "CreateDomainName",
    update: "UpdateDomainName",
    delete: "DeleteDomainName",
    id: "DomainName",
    attributes({ DomainNameConfigurations: configurations, DomainNameArn: arn, ...known }) {
      const [first] = isArray(configurations) ? configurations : [];
      const { ApiGatewayDomainName: name, HostedZoneId: zone } = isObject(first) ? first : {};
      return {
        DomainNameArn: arn ?? "",
        RegionalDomainName: name ?? known["RegionalDomainName"] ?? "",
        RegionalHostedZoneId: zone ?? known["RegionalHostedZoneId"] ?? "",
      };
    },
    tags: tagsAt(({ DomainName: name = "" }) => `/domainnames/${toText(name)}`),
  }),
  "AWS::ApiGatewayV2::Integration": declared({
    ...ofApi("Integration"),
    resets: { Description: "", TimeoutInMillis: 30_000 },
  }),
  "AWS::ApiGatewayV2::Route": declared({
    ...ofApi("Route"),
    resets: { AuthorizationType: "NONE", AuthorizationScopes: [], OperationName: "" },
  }),

  "AWS::ApiGatewayV2::Stage": declared({
    service: "apigatewayv2",
    create: "CreateStage",
    update: "UpdateStage",
    delete: "DeleteStage",
    id: "StageName",
    name: { property: "StageName", max: 128 },
    resets: {
      Description: "",
      StageVariables: {},
      AutoDeploy: false,
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      AccessLogSettings: {},
    },
    tags: tagsAt(({ ApiId = "", PhysicalId = "" }) => `/apis/${toText(ApiId)}/stages/${toText(PhysicalId)}`),
  }),
};
