import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { apigatewayKeyTypes } from "./apigateway-keys.ts";
import { method } from "./apigateway-methods.ts";
import { documentOf, idOf, knownAs, namedBy, patchedBy, tagsAt, titleOf } from "./apigateway-parts.ts";
import { patchesBetween } from "./apigateway-patches.ts";
import { deployment, stage } from "./apigateway-stages.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

const apiPaths = {
  Name: "/name",
  Description: "/description",
  ApiKeySourceType: "/apiKeySource",
  BinaryMediaTypes: "/binaryMediaTypes",
  DisableExecuteApiEndpoint: "/disableExecuteApiEndpoint",
  MinimumCompressionSize: "/minimumCompressionSize",
  Policy: "/policy",
};

/** Some properties are texts for API Gateway whatever they are in the template. */
const withTexts = (properties: JsonObject, names: readonly string[]): JsonObject => ({
  ...properties,
  ...Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = properties[name];
      return isObject(value) ? [[name, JSON.stringify(value)]] : [];
    }),
  ),
});

/** What the template says beside the document stands above it. */
async function completeApi(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const target = { restApiId: idOf(facts) };
  const body = await documentOf(work, facts);
  const isNew = before === undefined || body === undefined || body !== (await documentOf(work, before));
  if (body !== undefined && isNew) {
    const { Mode: mode = "overwrite", FailOnWarnings: failOnWarnings = false } = facts;
    await work.aws("apigateway", "PutRestApi", { ...target, mode, failOnWarnings, body });
  }
  const had = body === undefined && before === undefined ? facts : (before ?? {});
  const patchOperations = [
    ...patchesBetween(withTexts(had, ["Policy"]), withTexts(facts, ["Policy"]), apiPaths),
    ...endpointPatches(had["EndpointConfiguration"], facts["EndpointConfiguration"]),
  ];
  if (patchOperations.length > 0) await work.aws("apigateway", "UpdateRestApi", { ...target, patchOperations });
}

/** An API has one type of endpoint, which is replaced by another. */
function endpointPatches(before: Json | undefined, after: Json | undefined): JsonObject[] {
  const [had, wanted] = [before, after].map((value) =>
    toText(listOf(isObject(value) ? value["Types"] : [])[0] ?? "EDGE"),
  );
  if (had === undefined || wanted === undefined || had === wanted) return [];
  return [{ op: "replace", path: `/endpointConfiguration/types/${had}`, value: wanted }];
}

/** Models are called by letters and digits only. */
const modelName = (facts: Facts, work: Work): string =>
  toText(facts["PhysicalId"] ?? facts["Name"] ?? work.name({ max: 100 }).replace(/[^A-Za-z0-9]/g, ""));

export const apigatewayTypes: Readonly<Record<string, ResourceType>> = {
  ...apigatewayKeyTypes,

  "AWS::ApiGateway::RestApi": declared({
    service: "apigateway",
    create: "CreateRestApi",
    delete: "DeleteRestApi",
    read: "GetRestApi",
    id: idOf,
    attributes: { RestApiId: "Id", RootResourceId: "RootResourceId" },
    input: (facts) => ({
      ...namedBy("restApiId")(facts),
      Name: facts["Name"] ?? titleOf(facts) ?? "",
      ...(facts["ApiKeySourceType"] === undefined ? {} : { apiKeySource: facts["ApiKeySourceType"] }),
    }),
    resets: { ApiKeySourceType: "HEADER" },
    complete: completeApi,
    tags: tagsAt((facts) => `/restapis/${idOf(facts)}`),
  }),

  "AWS::ApiGateway::Resource": declared({
    service: "apigateway",
    create: "CreateResource",
    delete: "DeleteResource",
    ...knownAs("ResourceId"),
    input: namedBy("resourceId"),
  }),

  "AWS::ApiGateway::Method": method,
  "AWS::ApiGateway::Deployment": deployment,
  "AWS::ApiGateway::Stage": stage,

  "AWS::ApiGateway::Model": declared({
    service: "apigateway",
    create: "CreateModel",
    delete: "DeleteModel",
    id: modelName,
    input: (facts, { work }) => ({
      Name: modelName(facts, work),
      modelName: modelName(facts, work),
      ContentType: facts["ContentType"] ?? "application/json",
    }),
    complete: (work, facts, before) =>
      patchedBy({
        operation: "UpdateModel",
        target: () => ({ modelName: modelName(facts, work) }),
        paths: { Description: "/description", Schema: "/schema" },
      })(work, withTexts(facts, ["Schema"]), before && withTexts(before, ["Schema"])),
  }),

  "AWS::ApiGateway::RequestValidator": declared({
    service: "apigateway",
    create: "CreateRequestValidator",
    delete: "DeleteRequestValidator",
    ...knownAs("RequestValidatorId"),
    input: namedBy("requestValidatorId"),
    complete: patchedBy({
      operation: "UpdateRequestValidator",
      target: namedBy("requestValidatorId"),
      paths: {
        ValidateRequestBody: "/validateRequestBody",
        ValidateRequestParameters: "/validateRequestParameters",
      },
    }),
  }),

  "AWS::ApiGateway::Authorizer": declared({
    service: "apigateway",
    create: "CreateAuthorizer",
    delete: "DeleteAuthorizer",
    ...knownAs("AuthorizerId"),
    input: namedBy("authorizerId"),
    complete: patchedBy({
      operation: "UpdateAuthorizer",
      target: namedBy("authorizerId"),
      paths: {
        Name: "/name",
        Type: "/type",
        AuthType: "/authType",
        AuthorizerUri: "/authorizerUri",
        AuthorizerCredentials: "/authorizerCredentials",
        IdentitySource: "/identitySource",
        IdentityValidationExpression: "/identityValidationExpression",
        AuthorizerResultTtlInSeconds: "/authorizerResultTtlInSeconds",
        ProviderARNs: "/providerARNs",
      },
    }),
  }),

  "AWS::ApiGateway::GatewayResponse": declared({
    service: "apigateway",
    create: "PutGatewayResponse",
    update: "PutGatewayResponse",
    delete: "DeleteGatewayResponse",
    id: (facts, work) => toText(facts["PhysicalId"] ?? work.name({ max: 100 })),
    attributes: (facts, work) => ({ Id: toText(facts["PhysicalId"] ?? work.name({ max: 100 })) }),
  }),
};
