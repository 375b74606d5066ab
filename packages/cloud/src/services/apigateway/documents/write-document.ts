import type { Method } from "@aws-sdk/client-api-gateway";
import type { RestApi, Snapshot } from "../model.ts";

/** An API as an OpenAPI 3 document; with `integrations` also what stands behind it. */
export function documentOf(api: RestApi, snapshot: Snapshot, stageName: string, hasIntegrations: boolean): object {
  const paths = Object.values(snapshot.resources)
    .filter(({ methods }) => Object.keys(methods).length > 0)
    .map(({ path, methods }) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([verb, method]) => [
          verb === "ANY" ? "x-amazon-apigateway-any-method" : verb.toLowerCase(),
          operationOf(method, hasIntegrations),
        ]),
      ),
    ]);
  return {
    openapi: "3.0.1",
    info: {
      title: api.name,
      description: api.description,
      version: api.version ?? new Date(api.createdAt).toISOString(),
    },
    servers: [{ url: "/{basePath}", variables: { basePath: { default: stageName } } }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(
        Object.entries(snapshot.models).map(([name, { schema = "{}" }]) => [name, JSON.parse(schema)]),
      ),
    },
  };
}

function operationOf(
  { operationName, requestParameters = {}, requestModels = {}, methodResponses = {}, methodIntegration }: Method,
  hasIntegrations: boolean,
): object {
  const parameters = Object.entries(requestParameters).map(([from, required]) => {
    const [, , place = "", ...name] = from.split(".");
    return {
      name: name.join("."),
      in: place === "querystring" ? "query" : place,
      required,
      schema: { type: "string" },
    };
  });
  const content = Object.entries(requestModels).map(([type, model]) => [
    type,
    { schema: { $ref: `#/components/schemas/${model}` } },
  ]);
  return {
    operationId: operationName,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content.length === 0 ? {} : { requestBody: { content: Object.fromEntries(content), required: true } }),
    responses: Object.fromEntries(
      Object.keys(methodResponses).map((status) => [status, { description: `${status} response` }]),
    ),
    ...(hasIntegrations && methodIntegration !== undefined
      ? { "x-amazon-apigateway-integration": integrationOf(methodIntegration) }
      : {}),
  };
}

function integrationOf({ type, integrationResponses = {}, ...rest }: NonNullable<Method["methodIntegration"]>): object {
  const responses = Object.values(integrationResponses).map(({ selectionPattern, ...response }) => [
    (selectionPattern ?? "") === "" ? "default" : selectionPattern,
    response,
  ]);
  return { ...rest, type: type?.toLowerCase(), responses: Object.fromEntries(responses) };
}
