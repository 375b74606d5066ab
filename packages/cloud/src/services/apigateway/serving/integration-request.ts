import type { Integration } from "@aws-sdk/client-api-gateway";
import { withStageVariables } from "./function-arn.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal } from "./refusal.ts";
import { mapBody } from "./templates.ts";
import { headerOf, type Visit } from "./visit.ts";

/** What is sent to a backend. */
export interface BackendRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** By which a template has changed the answer before there is one. */
  readonly responseOverride: { readonly header?: Record<string, string>; readonly status?: unknown };
}

/** Maps a request by the integration's parameters and templates. */
export function backendRequest(visit: Visit, integration: Integration): BackendRequest {
  const { request } = visit;
  const parameters = mappedParameters(visit, integration);
  const type = (headerOf(visit, "content-type") ?? "application/json").split(";")[0]?.trim() ?? "";
  const template = templateFor(integration, type);
  const mapped = template === undefined ? undefined : mapBody(visit, template, request.body.toString("utf8"));
  const { header: _, ...fixed } = parameters;
  const override = mapped?.requestOverride ?? {};
  const path = { ...fixed.path, ...override.path };
  const uri = withStageVariables(integration.uri ?? "", visit.variables).replace(
    /\{([^}]+?)\+?\}/g,
    (whole, name: string) => path[name] ?? (whole as string),
  );
  return {
    method:
      integration.httpMethod === "ANY" || integration.httpMethod === undefined
        ? request.head.method
        : integration.httpMethod,
    uri,
    headers: {
      "content-type": mapped === undefined ? (headerOf(visit, "content-type") ?? "application/json") : type,
      ...lower(parameters.header),
      ...lower(override.header),
    },
    query: { ...fixed.querystring, ...override.querystring },
    body: converted(mapped === undefined ? request.body : Buffer.from(mapped.text), integration.contentHandling),
    responseOverride: mapped?.responseOverride ?? {},
  };
}

interface Parameters {
  readonly header: Record<string, string>;
  readonly querystring: Record<string, string>;
  readonly path: Record<string, string>;
}

function mappedParameters(visit: Visit, { requestParameters = {} }: Integration): Parameters {
  const parameters: Parameters = { header: {}, querystring: {}, path: {} };
  for (const [name, from] of Object.entries(requestParameters)) {
    const value = parameterValue(visit, from);
    const [, , place = "", ...rest] = name.split(".");
    if (value !== undefined && place in parameters) parameters[place as keyof Parameters][rest.join(".")] = value;
  }
  return parameters;
}

/** Whether a body without a template goes on as it is. https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function templateFor({ requestTemplates = {}, passthroughBehavior }: Integration, type: string): string | undefined {
  const template = requestTemplates[type];
  if (template !== undefined && template !== null) return template;
  const isEmpty = Object.keys(requestTemplates).length === 0;
  if (passthroughBehavior === "NEVER" || (passthroughBehavior === "WHEN_NO_TEMPLATES" && !isEmpty)) {
    throw new Refusal("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type");
  }
  return undefined;
}

export function converted(body: Buffer, handling: string | undefined): Buffer {
  if (handling === "CONVERT_TO_BINARY") return Buffer.from(body.toString("utf8"), "base64");
  return handling === "CONVERT_TO_TEXT" ? Buffer.from(body.toString("base64")) : body;
}

export const lower = (headers: Readonly<Record<string, string>> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
