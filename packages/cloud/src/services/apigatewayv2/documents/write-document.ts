import { badRequest } from "../errors.ts";
import type { HttpApi, HttpAuthorizer, HttpIntegration, HttpRoute, Served } from "../model.ts";
import { operationKey } from "./verbs.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * An HTTP API as an OpenAPI document of version 3, which can be imported again.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
 */
export function writeDocument(api: HttpApi, served: Served, withExtensions: boolean): Json {
  const { integrations, authorizers } = served;
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of [...served.routes].sort((one, two) => (String(one.RouteKey) < String(two.RouteKey) ? -1 : 1))) {
    const { verb, path } = keyOf(route);
    const integration = integrations[(route.Target ?? "").replace(/^integrations\//, "")];
    paths[path] = {
      ...paths[path],
      [operationKey(verb)]: operationOf(route, path, authorizers, withExtensions && integration),
    };
  }
  const schemes = Object.values(authorizers).map((one) => [one.Name ?? one.AuthorizerId, schemeOf(one)] as const);
  return withoutGaps({
    openapi: "3.0.1",
    info: { title: api.Name, description: api.Description, version: api.Version },
    servers: [{ url: api.ApiEndpoint }],
    tags:
      api.Tags && Object.entries(api.Tags).map(([name, value]) => ({ name, "x-amazon-apigateway-tag-value": value })),
    paths,
    ...(schemes.length > 0 && withExtensions && { components: { securitySchemes: Object.fromEntries(schemes) } }),
    ...(withExtensions && {
      "x-amazon-apigateway-cors": api.CorsConfiguration && lowered(api.CorsConfiguration),
      "x-amazon-apigateway-importexport-version": "1.0",
    }),
  }) as Json;
}

function keyOf({ RouteKey: key = "" }: HttpRoute): { readonly verb: string; readonly path: string } {
  if (key === "$default") return { verb: "ANY", path: "/$default" };
  const [verb, path] = key.split(" ");
  if (verb === undefined || path === undefined) throw badRequest(`The route ${key} cannot be exported`);
  return { verb, path };
}

function operationOf(
  route: HttpRoute,
  path: string,
  authorizers: Served["authorizers"],
  integration: HttpIntegration | false | undefined,
): Json {
  const names = [...path.matchAll(/\{(\w+)\+?\}/g)].flatMap(([, name]) => name ?? []);
  const authorizer = authorizers[route.AuthorizerId ?? ""];
  return {
    operationId: route.OperationName,
    ...(path === "/$default" && { isDefaultRoute: true }),
    ...(names.length > 0 && {
      parameters: names.map((name) => ({
        name,
        in: "path",
        description: "Generated path parameter",
        required: true,
        schema: { type: "string" },
      })),
    }),
    responses: { default: { description: `Default response for ${route.RouteKey}` } },
    ...(authorizer && { security: [{ [authorizer.Name ?? ""]: route.AuthorizationScopes ?? [] }] }),
    ...(integration && { "x-amazon-apigateway-integration": integrationOf(integration) }),
  };
}

const integrationOf = (one: HttpIntegration): Json => ({
  type: one.IntegrationType?.toLowerCase(),
  httpMethod: one.IntegrationMethod,
  uri: one.IntegrationUri,
  integrationSubtype: one.IntegrationSubtype,
  credentials: one.CredentialsArn,
  payloadFormatVersion: one.PayloadFormatVersion,
  timeoutInMillis: one.TimeoutInMillis,
  requestParameters: one.RequestParameters,
  connectionType: one.ConnectionType,
  connectionId: one.ConnectionId,
});

function schemeOf(one: HttpAuthorizer): Json {
  const identitySource = one.IdentitySource?.join(",");
  if (one.AuthorizerType === "JWT") {
    const { Issuer: issuer, Audience: audience } = one.JwtConfiguration ?? {};
    const own = { type: "jwt", identitySource, jwtConfiguration: { issuer, audience } };
    return { type: "oauth2", flows: {}, "x-amazon-apigateway-authorizer": own };
  }
  return {
    type: "apiKey",
    name: "Unused",
    in: "header",
    "x-amazon-apigateway-authorizer": {
      type: "request",
      identitySource,
      authorizerUri: one.AuthorizerUri,
      authorizerCredentials: one.AuthorizerCredentialsArn,
      authorizerPayloadFormatVersion: one.AuthorizerPayloadFormatVersion,
      authorizerResultTtlInSeconds: one.AuthorizerResultTtlInSeconds,
      enableSimpleResponses: one.EnableSimpleResponses,
    },
  };
}

const lowered = (shape: object): Json =>
  Object.fromEntries(
    Object.entries(shape).map(([name, value]) => [name.slice(0, 1).toLowerCase() + name.slice(1), value]),
  );

/** What nobody has said is left out. */
const withoutGaps = (document: Json): unknown => JSON.parse(JSON.stringify(document));
