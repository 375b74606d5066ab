import type { Authorizer, Integration, Method, Model } from "@aws-sdk/client-api-gateway";
import type { Ids } from "@millrace/core";
import { newId } from "../apis/new-api.ts";
import { joined } from "../apis/resources.ts";
import { badRequest } from "../errors.ts";
import type { Resource, RestApi } from "../model.ts";

type Json = Readonly<Record<string, unknown>>;

export interface ApiDocument extends Json {
  readonly info?: { readonly title?: string; readonly description?: string; readonly version?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly basePath?: string;
}

const verbs: Readonly<Record<string, string>> = {
  get: "GET",
  put: "PUT",
  post: "POST",
  delete: "DELETE",
  options: "OPTIONS",
  head: "HEAD",
  patch: "PATCH",
  "x-amazon-apigateway-any-method": "ANY",
};

/** An OpenAPI document of version 2 or 3, in JSON. */
export function parseDocument(body: Uint8Array | undefined): ApiDocument {
  try {
    const document = JSON.parse(Buffer.from(body ?? []).toString("utf8"));
    if (typeof document === "object" && document !== null && ("swagger" in document || "openapi" in document))
      return document;
  } catch {
    // Said below.
  }
  throw badRequest("Invalid OpenAPI input.");
}

/** What a document says of an API, put into it. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html */
export function withDocument(ids: Ids, api: RestApi, document: ApiDocument): RestApi {
  const { info = {}, paths = {} } = document;
  const policy = document["x-amazon-apigateway-policy"];
  const authorizers = authorizersIn(ids, document);
  const validators = validatorsIn(ids, document);
  const names = { authorizers: byName(authorizers), validators: byName(validators) };
  let resources = api.resources;
  for (const [path, item] of Object.entries(paths)) {
    const placed = withPath(ids, resources, api.rootResourceId, path);
    const methods = Object.entries(item).flatMap(([key, operation]) => {
      const verb = verbs[key];
      return verb === undefined ? [] : [[verb, methodOf(document, verb, operation, names)] as const];
    });
    const resource = { ...placed.resource, methods: { ...placed.resource.methods, ...Object.fromEntries(methods) } };
    resources = { ...placed.resources, [resource.id]: resource };
  }
  return {
    ...api,
    name: info.title ?? api.name,
    description: info.description ?? api.description,
    version: info.version ?? api.version,
    binaryMediaTypes:
      (document["x-amazon-apigateway-binary-media-types"] as string[] | undefined) ?? api.binaryMediaTypes,
    apiKeySource: (document["x-amazon-apigateway-api-key-source"] as "HEADER" | undefined) ?? api.apiKeySource,
    minimumCompressionSize:
      (document["x-amazon-apigateway-minimum-compression-size"] as number | undefined) ?? api.minimumCompressionSize,
    policy: policy === undefined ? api.policy : JSON.stringify(policy),
    authorizers: { ...api.authorizers, ...authorizers },
    validators: { ...api.validators, ...validators },
    models: { ...api.models, ...modelsIn(ids, document) },
    gatewayResponses: { ...api.gatewayResponses, ...gatewayResponsesIn(document) },
    resources,
  };
}

const byName = (things: Readonly<Record<string, { name?: string | undefined }>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(things).map(([id, { name = "" }]) => [name, id]));

function withPath(ids: Ids, before: RestApi["resources"], rootId: string, path: string) {
  let resources = before;
  let resource = resources[rootId] as Resource;
  for (const pathPart of path.split("/").filter((part) => part !== "")) {
    const wanted = joined(resource.path, pathPart);
    const found = Object.values(resources).find((one) => one.path === wanted);
    resource = found ?? { id: newId(ids), parentId: resource.id, pathPart, path: wanted, methods: {} };
    resources = { ...resources, [resource.id]: resource };
  }
  return { resources, resource };
}

const componentsOf = (document: Json, kind: string): Readonly<Record<string, Json>> => {
  const components = document["components"] as Readonly<Record<string, Readonly<Record<string, Json>>>> | undefined;
  return components?.[kind] ?? {};
};

function modelsIn(ids: Ids, document: ApiDocument): Record<string, Model> {
  const schemas = {
    ...(document["definitions"] as Record<string, Json> | undefined),
    ...componentsOf(document, "schemas"),
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      {
        id: newId(ids),
        name,
        contentType: "application/json",
        schema: JSON.stringify(schema)
          .replaceAll("#/components/schemas/", "#/models/")
          .replaceAll("#/definitions/", "#/models/"),
      },
    ]),
  );
}

const schemesOf = (document: ApiDocument): Record<string, Json> => ({
  ...(document["securityDefinitions"] as Record<string, Json> | undefined),
  ...componentsOf(document, "securitySchemes"),
});

/** A scheme stands for API keys by the header that it names, whatever it is called itself. */
const wantsApiKey = (document: ApiDocument, security: readonly string[]): boolean => {
  const schemes = schemesOf(document);
  return security.some((name) => {
    const scheme = schemes[name];
    const isKey = scheme?.["type"] === "apiKey" && String(scheme["name"]).toLowerCase() === "x-api-key";
    return isKey && scheme["x-amazon-apigateway-authorizer"] === undefined;
  });
};

function authorizersIn(ids: Ids, document: ApiDocument): Record<string, Authorizer> {
  const found = Object.entries(schemesOf(document)).flatMap(([name, scheme]) => {
    const own = scheme["x-amazon-apigateway-authorizer"] as Json | undefined;
    if (own === undefined) return [];
    const type = own["type"] === "request" ? "REQUEST" : "TOKEN";
    const authorizer: Authorizer = {
      id: newId(ids),
      name,
      type,
      authType: String(scheme["x-amazon-apigateway-authtype"] ?? "custom"),
      authorizerUri: own["authorizerUri"] as string | undefined,
      authorizerCredentials: own["authorizerCredentials"] as string | undefined,
      identitySource:
        (own["identitySource"] as string | undefined) ??
        (type === "TOKEN" ? `method.request.header.${scheme["name"]}` : undefined),
      identityValidationExpression: own["identityValidationExpression"] as string | undefined,
      authorizerResultTtlInSeconds: (own["authorizerResultTtlInSeconds"] as number | undefined) ?? 300,
    };
    return [[authorizer.id ?? "", authorizer] as const];
  });
  return Object.fromEntries(found);
}

function validatorsIn(ids: Ids, document: ApiDocument): RestApi["validators"] {
  const own = (document["x-amazon-apigateway-request-validators"] ?? {}) as Readonly<Record<string, Json>>;
  return Object.fromEntries(
    Object.entries(own).map(([name, { validateRequestBody, validateRequestParameters }]) => {
      const id = newId(ids);
      return [
        id,
        {
          id,
          name,
          validateRequestBody: validateRequestBody === true,
          validateRequestParameters: validateRequestParameters === true,
        },
      ];
    }),
  );
}

function gatewayResponsesIn(document: ApiDocument): RestApi["gatewayResponses"] {
  const own = (document["x-amazon-apigateway-gateway-responses"] ?? {}) as Readonly<Record<string, Json>>;
  return Object.fromEntries(
    Object.entries(own).map(([type, { statusCode, responseParameters, responseTemplates }]) => [
      type,
      {
        statusCode: statusCode === undefined ? undefined : String(statusCode),
        responseParameters: { ...(responseParameters as Record<string, string>) },
        responseTemplates: { ...(responseTemplates as Record<string, string>) },
      },
    ]),
  );
}

interface Names {
  readonly authorizers: Readonly<Record<string, string>>;
  readonly validators: Readonly<Record<string, string>>;
}

const places: Readonly<Record<string, string>> = { query: "querystring", header: "header", path: "path" };

function methodOf(document: ApiDocument, httpMethod: string, operation: Json, names: Names): Method {
  const security = ((operation["security"] ?? document["security"] ?? []) as readonly Json[]).flatMap((one) =>
    Object.keys(one),
  );
  const authorizerId = security.map((name) => names.authorizers[name]).find((id) => id !== undefined);
  const parameters = (operation["parameters"] ?? []) as readonly Json[];
  const mapped = parameters.flatMap(({ in: place, name, required }) =>
    places[String(place)] === undefined
      ? []
      : [[`method.request.${places[String(place)]}.${name}`, required === true] as const],
  );
  const isSigned =
    (operation["x-amazon-apigateway-auth"] as Json | undefined)?.["type"] === "AWS_IAM" || security.includes("sigv4");
  const validator =
    operation["x-amazon-apigateway-request-validator"] ?? document["x-amazon-apigateway-request-validator"];
  return {
    httpMethod,
    operationName: operation["operationId"] as string | undefined,
    authorizationType: authorizerId === undefined ? (isSigned ? "AWS_IAM" : "NONE") : "CUSTOM",
    authorizerId,
    apiKeyRequired: security.includes("api_key") || wantsApiKey(document, security),
    requestValidatorId: names.validators[String(validator)],
    requestParameters: mapped.length === 0 ? undefined : Object.fromEntries(mapped),
    requestModels: requestModelsOf(operation, parameters),
    methodResponses: Object.fromEntries(
      Object.keys((operation["responses"] ?? {}) as Json)
        .filter((status) => /^\d{3}$/.test(status))
        .map((statusCode) => [statusCode, { statusCode }]),
    ),
    methodIntegration: integrationOf(operation["x-amazon-apigateway-integration"] as Json | undefined),
  };
}

function requestModelsOf(operation: Json, parameters: readonly Json[]): Record<string, string> | undefined {
  const content = ((operation["requestBody"] as Json | undefined)?.["content"] ?? {}) as Readonly<Record<string, Json>>;
  const body = parameters.find((one) => one["in"] === "body");
  const schemas = body === undefined ? Object.entries(content) : [["application/json", body] as const];
  const models = schemas.flatMap(([type, { schema }]) => {
    const reference = (schema as Json | undefined)?.["$ref"];
    return typeof reference === "string" ? [[type, reference.split("/").at(-1) ?? ""] as const] : [];
  });
  return models.length === 0 ? undefined : Object.fromEntries(models);
}

function integrationOf(own: Json | undefined): Integration | undefined {
  if (own === undefined) return undefined;
  const {
    responses = {},
    type,
    ...rest
  } = own as Json & { readonly responses?: Readonly<Record<string, Json>>; readonly type?: string };
  const integrationResponses = Object.entries(responses).map(([pattern, { statusCode, ...response }]) => [
    String(statusCode),
    { statusCode: String(statusCode), ...(pattern === "default" ? {} : { selectionPattern: pattern }), ...response },
  ]);
  return {
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29_000,
    cacheKeyParameters: [],
    ...rest,
    type: type?.toUpperCase() as Integration["type"],
    integrationResponses: integrationResponses.length === 0 ? undefined : Object.fromEntries(integrationResponses),
  };
}
