import { AwsError } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor } from "../../../targets/send.ts";
import type { HttpIntegration } from "../model.ts";
import { eventOne, eventTwo } from "./events.ts";
import { callService } from "./first-class-services.ts";
import { parameterValue } from "./parameters.ts";
import { Refusal, type Visit } from "./visit.ts";

/** Lets the route's backend answer, in time. */
export function integrate(visit: Visit): Promise<LocalResponse> {
  const id = /^integrations\/(.+)$/.exec(visit.route.Target ?? "")?.[1] ?? "";
  const integration = visit.served.integrations[id];
  if (integration === undefined) throw new Refusal(500, "Internal Server Error");
  return new Promise((resolve, reject) => {
    const late = () => reject(new Refusal(503, "Service Unavailable"));
    const timer = visit.call.store.wall.after(integration.TimeoutInMillis ?? 30_000, late);
    answer(visit, integration)
      .then(resolve, reject)
      .finally(() => timer.cancel());
  });
}

async function answer(visit: Visit, integration: HttpIntegration): Promise<LocalResponse> {
  if (integration.IntegrationType === "HTTP_PROXY") return callServer(visit, integration);
  const principal = await backendPrincipal(visit, integration);
  if (integration.IntegrationSubtype !== undefined) return callService(visit, integration, principal);
  return invoke(visit, integration, principal);
}

async function backendPrincipal(
  { call, api, stage, route }: Visit,
  { CredentialsArn }: HttpIntegration,
): Promise<Principal> {
  const [verb = "", path = ""] = (route.RouteKey ?? "").split(" ");
  const place = verb === "$default" ? "$default" : `${verb === "ANY" ? "*" : verb}${path}`;
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${api.ApiId}/${stage.StageName}/${place}`;
  const gateway = servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn);
  return CredentialsArn === undefined
    ? gateway
    : call.store.roles.principal(CredentialsArn, gateway, "BackplaneAssumeRoleSession");
}

async function invoke(visit: Visit, integration: HttpIntegration, principal: Principal): Promise<LocalResponse> {
  const { IntegrationUri = "", PayloadFormatVersion } = integration;
  const uri = /functions\/(.+)\/invocations$/.exec(IntegrationUri)?.[1] ?? IntegrationUri;
  const FunctionName = uri.replace(
    /\$\{stageVariables\.(\w+)\}/g,
    (_, name: string) => visit.stage.StageVariables?.[name] ?? "",
  );
  const event = PayloadFormatVersion === "2.0" ? eventTwo(visit) : eventOne(visit);
  const Payload = Buffer.from(JSON.stringify(event));
  const answered = await visit.call.aws
    .call("lambda", "Invoke", { FunctionName, Payload }, optionsFor({ arn: FunctionName, principal }))
    .catch((error: unknown) => {
      throw error instanceof AwsError ? new Refusal(500, "Internal Server Error") : error;
    });
  if (answered.FunctionError !== undefined) throw new Refusal(500, "Internal Server Error");
  return responseOf(Buffer.from(answered.Payload ?? []).toString("utf8"), PayloadFormatVersion === "2.0");
}

interface FunctionAnswer {
  readonly statusCode?: number | string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly unknown[]>>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** With format 2.0 an answer without a status is a body by itself. */
function responseOf(text: string, mayBeBare: boolean): LocalResponse {
  const read = parse(text);
  const isWhole = typeof read === "object" && read !== null && "statusCode" in read;
  if (!isWhole && mayBeBare) {
    const body = typeof read === "string" ? read : text;
    return { status: 200, headers: { "content-type": "application/json" }, body };
  }
  if (!isWhole) throw new Refusal(500, "Internal Server Error");
  const {
    statusCode,
    headers = {},
    multiValueHeaders = {},
    cookies = [],
    body,
    isBase64Encoded = false,
  } = read as FunctionAnswer;
  const own: Record<string, string | string[]> = { "content-type": "text/plain;charset=UTF-8" };
  for (const [name, value] of Object.entries(headers)) own[name.toLowerCase()] = String(value);
  for (const [name, values] of Object.entries(multiValueHeaders)) own[name.toLowerCase()] = values.map(String);
  if (cookies.length > 0) own["set-cookie"] = [...cookies];
  const shown = typeof body === "string" ? body : body === undefined || body === null ? "" : JSON.stringify(body);
  return {
    status: Number(statusCode),
    headers: own as Record<string, string>,
    body: isBase64Encoded ? Buffer.from(shown, "base64") : shown,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const hopByHop = new Set([
  "connection",
  "content-length",
  "host",
  "transfer-encoding",
  "keep-alive",
  "content-encoding",
]);

async function callServer(visit: Visit, integration: HttpIntegration): Promise<LocalResponse> {
  const { request, pathParameters, headers: given, call } = visit;
  const { IntegrationUri = "", IntegrationMethod = "ANY", RequestParameters = {} } = integration;
  const url = new URL(IntegrationUri.replace(/\{([^}]+?)\+?\}/g, (_, name: string) => pathParameters[name] ?? ""));
  for (const [name, value] of new URLSearchParams(request.head.query)) url.searchParams.append(name, value);
  const headers = Object.fromEntries(Object.entries(given).filter(([name]) => !hopByHop.has(name)));
  for (const [target, from] of Object.entries(RequestParameters)) applyParameter(visit, { url, headers }, target, from);
  const method = IntegrationMethod === "ANY" ? request.head.method : IntegrationMethod;
  const body = method === "GET" || method === "HEAD" ? null : new Uint8Array(request.body);
  const answered = await fetch(url, { method, headers, body, redirect: "manual", signal: call.signal }).catch(() => {
    throw new Refusal(503, "Service Unavailable");
  });
  return {
    status: answered.status,
    headers: Object.fromEntries([...answered.headers].filter(([name]) => !hopByHop.has(name))),
    body: Buffer.from(await answered.arrayBuffer()),
  };
}

interface Outgoing {
  readonly url: URL;
  readonly headers: Record<string, string>;
}

/** `overwrite:header.x`, `append:querystring.y`, `remove:header.z`, `overwrite:path` */
function applyParameter(visit: Visit, { url, headers }: Outgoing, target: string, from: string): void {
  const [, action, place, name = ""] = /^(\w+):(\w+)(?:\.(.+))?$/.exec(target) ?? [];
  const value = action === "remove" ? undefined : parameterValue(visit, from);
  if (place === "path" && value !== undefined) url.pathname = value;
  if (place === "querystring") {
    if (action !== "append") url.searchParams.delete(name);
    if (value !== undefined) url.searchParams.append(name, value);
  }
  if (place !== "header") return;
  const key = name.toLowerCase();
  const before = headers[key];
  if (value === undefined) delete headers[key];
  else headers[key] = action === "append" && before !== undefined ? `${before},${value}` : value;
}
