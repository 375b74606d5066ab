import type { Integration } from "@aws-sdk/client-api-gateway";
import { AwsError } from "@millrace/wire";
import type { LocalResponse } from "../../../gateway/door.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor } from "../../../targets/send.ts";
import { functionOf } from "./function-arn.ts";
import type { BackendRequest } from "./integration-request.ts";
import type { BackendAnswer } from "./integration-response.ts";
import { contextOf, identityOf } from "./mapping-context.ts";
import { Refusal } from "./refusal.ts";
import { customPath, isBinaryType, lastOf, type Visit } from "./visit.ts";

/** Who calls a backend: the gateway in the name of the method, the role of the integration, or the caller. */
export async function backendPrincipal(visit: Visit, { credentials }: Integration): Promise<Principal> {
  const { call, api, stage, resource, method, request } = visit;
  const place = `${api.id}/${stage.stageName}/${method.httpMethod === "ANY" ? "*" : method.httpMethod}${resource.path}`;
  const sourceArn = `arn:aws:execute-api:${call.region}:${call.account}:${place.replace(/\{[^}]+\}/g, "*")}`;
  const gateway = servicePrincipal("apigateway.amazonaws.com", call.account, sourceArn);
  if ((credentials ?? "") === "") return gateway;
  if (credentials === "arn:aws:iam::*:user/*") return request.principal;
  return call.store.roles.principal(credentials ?? "", gateway, "BackplaneAssumeRoleSession");
}

async function invoke(visit: Visit, integration: Integration, payload: Buffer) {
  const { call } = visit;
  const FunctionName = functionOf(integration.uri ?? "", visit.variables);
  const principal = await backendPrincipal(visit, integration);
  return call.aws
    .call("lambda", "Invoke", { FunctionName, Payload: payload }, optionsFor({ arn: FunctionName, principal }))
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      visit.log.push(`Execution failed due to configuration error: ${error.message}`);
      throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
    });
}

/** A function behind mapping templates. */
export async function invokeMapped(
  visit: Visit,
  integration: Integration,
  sent: BackendRequest,
): Promise<BackendAnswer> {
  const { Payload, FunctionError } = await invoke(visit, integration, sent.body);
  const body = Buffer.from(Payload ?? []);
  if (FunctionError === undefined) return { selector: "200", headers: {}, body };
  const { errorMessage = "" }: { errorMessage?: string } = JSON.parse(body.toString("utf8"));
  return { selector: errorMessage, headers: {}, body };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export async function invokeProxy(visit: Visit, integration: Integration): Promise<LocalResponse> {
  const { Payload, FunctionError } = await invoke(visit, integration, Buffer.from(JSON.stringify(proxyEvent(visit))));
  const text = Buffer.from(Payload ?? []).toString("utf8");
  const answer = FunctionError === undefined ? readAnswer(text) : undefined;
  if (answer === undefined) {
    visit.log.push("Execution failed due to configuration error: Malformed Lambda proxy response");
    throw new MalformedProxy();
  }
  const { statusCode, headers = {}, multiValueHeaders = {}, body = "", isBase64Encoded = false } = answer;
  const single = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const several = Object.entries(multiValueHeaders).map(([name, values]) => [name.toLowerCase(), values.map(String)]);
  const all: Record<string, string | string[]> = {
    "content-type": "application/json",
    ...Object.fromEntries(single),
    ...Object.fromEntries(several),
  };
  const accepted = String(visit.headers["accept"] ?? "")
    .split(",")[0]
    ?.trim();
  const isBinary =
    isBase64Encoded &&
    (isBinaryType(visit.snapshot.binaryMediaTypes, accepted) ||
      isBinaryType(visit.snapshot.binaryMediaTypes, String(all["content-type"])));
  return {
    status: Number(statusCode),
    headers: all as Record<string, string>,
    body: isBinary ? Buffer.from(String(body ?? ""), "base64") : String(body ?? ""),
  };
}

/** Not one of the gateway responses with a type of its own: 502. */
export class MalformedProxy extends Error {}

interface ProxyAnswer {
  readonly statusCode?: number | string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly unknown[]>>;
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

const members = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"]);

function readAnswer(text: string): ProxyAnswer | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null) return undefined;
    const answer = read as ProxyAnswer;
    const isRight =
      Object.keys(read).every((name) => members.has(name)) && Number.isInteger(Number(answer.statusCode ?? 200));
    const isText = answer.body === undefined || answer.body === null || typeof answer.body === "string";
    return isRight && isText
      ? {
          ...answer,
          statusCode: answer.statusCode ?? 200,
          headers: answer.headers ?? {},
          multiValueHeaders: answer.multiValueHeaders ?? {},
        }
      : undefined;
  } catch {
    return undefined;
  }
}

const orNull = <Map extends object>(map: Map): Map | null => (Object.keys(map).length === 0 ? null : map);

export function proxyEvent(visit: Visit): object {
  const { request, resource, path, query, headers, pathParameters, variables, isBinary } = visit;
  const titled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [titleCase(name), value]));
  return {
    resource: resource.path,
    path: customPath(request) ?? path,
    httpMethod: request.head.method,
    headers: titled,
    multiValueHeaders: Object.fromEntries(Object.entries(titled).map(([name, value]) => [name, [value]])),
    queryStringParameters: orNull(lastOf(query)),
    multiValueQueryStringParameters: orNull(query),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(variables),
    requestContext: { ...contextOf(visit), identity: identityOf(visit) },
    body: request.body.length === 0 ? null : request.body.toString(isBinary ? "base64" : "utf8"),
    isBase64Encoded: isBinary && request.body.length > 0,
  };
}

/** HTTP/1.1 clients send them so, and functions look for them so; those of clients' own stay as they are. */
const titleCase = (name: string): string =>
  standard.has(name) || name.startsWith("x-forwarded-")
    ? name.replace(/(^|-)([a-z])/g, (part) => part.toUpperCase())
    : name;

const standard = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "authorization",
  "cache-control",
  "content-type",
  "cookie",
  "host",
  "origin",
  "referer",
  "user-agent",
]);
