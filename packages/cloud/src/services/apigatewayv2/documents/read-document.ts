import type { Ids } from "@millrace/core";
import { parse } from "yaml";
import { newIntegration } from "../apis/integrations.ts";
import { newRoute } from "../apis/routes.ts";
import { badRequest } from "../errors.ts";
import type { HttpApi, HttpAuthorizer, HttpIntegration, HttpRoute } from "../model.ts";
import { verbOf } from "./verbs.ts";

type Json = Readonly<Record<string, unknown>>;

/** What a document says of an API. */
export interface Described {
  readonly api: Pick<HttpApi, "Version" | "Description" | "CorsConfiguration"> & { readonly Name: string };
  readonly routes: readonly HttpRoute[];
  readonly integrations: readonly HttpIntegration[];
  readonly authorizers: readonly HttpAuthorizer[];
}

/** An OpenAPI document of version 3, in JSON or YAML. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html */
export function readDocument(ids: Ids, body: string | undefined): Described {
  const document = parsed(body);
  const { title = "Untitled API", version, description } = (document["info"] ?? {}) as Readonly<Record<string, string>>;
  const authorizers = authorizersIn(ids, document);
  const routed = Object.entries((document["paths"] ?? {}) as Readonly<Record<string, Json>>).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([key, operation]) => {
      const verb = verbOf(key);
      return verb === undefined
        ? []
        : [routeOf(ids, document, { path, verb, operation: operation as Json, authorizers })];
    }),
  );
  return {
    api: {
      Name: title,
      Version: version,
      Description: description,
      CorsConfiguration: corsIn(document),
    },
    routes: routed.map(({ route }) => route),
    integrations: routed.flatMap(({ integration }) => integration ?? []),
    authorizers,
  };
}

function parsed(body: string | undefined): Json {
  try {
    const document: unknown = parse(body ?? "");
    if (typeof document === "object" && document !== null && "openapi" in document) return document as Json;
  } catch {
    // Said below.
  }
  throw badRequest("Unable to parse OpenAPI document: expected OpenAPI 3 in JSON or YAML");
}

interface Operation {
  readonly path: string;
  readonly verb: string;
  readonly operation: Json;
  readonly authorizers: readonly HttpAuthorizer[];
}

function routeOf(ids: Ids, document: Json, { path, verb, operation, authorizers }: Operation) {
  const own = resolved(document, operation["x-amazon-apigateway-integration"] as Json | undefined);
  const integration = own === undefined ? undefined : newIntegration(ids, integrationOf(own));
  const route = newRoute(ids, {
    RouteKey: path === "/$default" || path === "$default" ? "$default" : `${verb} ${path}`,
    OperationName: operation["operationId"] as string | undefined,
    Target: integration === undefined ? undefined : `integrations/${integration.IntegrationId}`,
    ...authorizationOf(operation["security"] ?? document["security"], authorizers),
  });
  return { route, integration };
}

/** Integrations may stand among the components, to be used by several routes. */
function resolved(document: Json, integration: Json | undefined): Json | undefined {
  const name = /^#\/components\/x-amazon-apigateway-integrations\/(.+)$/.exec(String(integration?.["$ref"] ?? ""))?.[1];
  if (name === undefined) return integration;
  const shared = (document["components"] as Json | undefined)?.["x-amazon-apigateway-integrations"];
  return (shared as Readonly<Record<string, Json>> | undefined)?.[name];
}

const integrationOf = (own: Json): Partial<HttpIntegration> => ({
  IntegrationType: String(own["type"]).toUpperCase() as "AWS_PROXY" | "HTTP_PROXY",
  IntegrationMethod: own["httpMethod"] as string | undefined,
  IntegrationUri: own["uri"] as string | undefined,
  IntegrationSubtype: own["integrationSubtype"] as string | undefined,
  CredentialsArn: own["credentials"] as string | undefined,
  PayloadFormatVersion: own["payloadFormatVersion"] === undefined ? undefined : String(own["payloadFormatVersion"]),
  TimeoutInMillis: own["timeoutInMillis"] as number | undefined,
  RequestParameters: own["requestParameters"] as Record<string, string> | undefined,
  ConnectionType: own["connectionType"] as "INTERNET" | undefined,
  ConnectionId: own["connectionId"] as string | undefined,
});

function authorizationOf(security: unknown, authorizers: readonly HttpAuthorizer[]): Partial<HttpRoute> {
  for (const [name, scopes] of ((security ?? []) as readonly Json[]).flatMap((one) => Object.entries(one))) {
    const authorizer = authorizers.find(({ Name }) => Name === name);
    if (authorizer === undefined) continue;
    return {
      AuthorizerId: authorizer.AuthorizerId,
      AuthorizationType: authorizer.AuthorizerType === "JWT" ? "JWT" : "CUSTOM",
      AuthorizationScopes: scopes as string[],
    };
  }
  return {};
}

function authorizersIn(ids: Ids, document: Json): HttpAuthorizer[] {
  const schemes = (document["components"] as Json | undefined)?.["securitySchemes"] ?? {};
  return Object.entries(schemes as Readonly<Record<string, Json>>).flatMap(([Name, scheme]): HttpAuthorizer[] => {
    const own = scheme["x-amazon-apigateway-authorizer"] as Json | undefined;
    if (own === undefined) return [];
    const AuthorizerId = ids.text(6);
    const source = own["identitySource"] as string | undefined;
    const IdentitySource = source === undefined ? [] : source.split(",").map((part) => part.trim());
    if (own["type"] === "jwt") {
      const { issuer: Issuer, audience: Audience } = own["jwtConfiguration"] as {
        issuer?: string;
        audience?: string[];
      };
      return [{ AuthorizerId, Name, AuthorizerType: "JWT", IdentitySource, JwtConfiguration: { Issuer, Audience } }];
    }
    return [
      {
        AuthorizerId,
        Name,
        AuthorizerType: "REQUEST",
        IdentitySource,
        AuthorizerUri: own["authorizerUri"] as string | undefined,
        AuthorizerCredentialsArn: own["authorizerCredentials"] as string | undefined,
        AuthorizerPayloadFormatVersion: String(own["authorizerPayloadFormatVersion"] ?? "2.0"),
        AuthorizerResultTtlInSeconds: own["authorizerResultTtlInSeconds"] as number | undefined,
        EnableSimpleResponses: own["enableSimpleResponses"] as boolean | undefined,
      },
    ];
  });
}

function corsIn(document: Json): HttpApi["CorsConfiguration"] {
  const cors = document["x-amazon-apigateway-cors"] as Json | undefined;
  if (cors === undefined) return undefined;
  return {
    AllowCredentials: cors["allowCredentials"] as boolean | undefined,
    AllowHeaders: cors["allowHeaders"] as string[] | undefined,
    AllowMethods: cors["allowMethods"] as string[] | undefined,
    AllowOrigins: cors["allowOrigins"] as string[] | undefined,
    ExposeHeaders: cors["exposeHeaders"] as string[] | undefined,
    MaxAge: cors["maxAge"] as number | undefined,
  };
}
