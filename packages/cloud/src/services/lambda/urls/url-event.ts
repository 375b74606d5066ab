import { header } from "@millrace/wire";
import type { SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { FunctionUrl } from "../model.ts";
import type { LambdaStore } from "../store.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The event that a request becomes: payload format 2.0. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function urlEvent({ requestId, clock }: Call<LambdaStore>, url: FunctionUrl, request: SiteRequest): object {
  const { head, body, principal, site } = request;
  const rawPath = decode(site.path);
  const cookies = (header(head, "cookie") ?? "").split(/;\s*/).filter((cookie) => cookie !== "");
  const isText = isTextual(header(head, "content-type"));
  const domainName = (header(head, "host") ?? "").replace(/:\d+$/, "");
  const query = queryOf(head.query);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString: head.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: headersOf(request),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: principal.kind === "anonymous" ? "anonymous" : principal.account,
      apiId: url.id,
      ...(principal.kind === "anonymous" || url.authType === "NONE" ? {} : { authorizer: authorizerOf(principal) }),
      domainName,
      domainPrefix: url.id,
      http: {
        method: head.method,
        path: rawPath,
        protocol: "HTTP/1.1",
        sourceIp: head.sourceIp,
        userAgent: header(head, "user-agent") ?? "",
      },
      requestId,
      routeKey: "$default",
      stage: "$default",
      time: timeOf(clock.now()),
      timeEpoch: clock.now(),
    },
    ...(body.length === 0 ? {} : { body: isText ? body.toString("utf8") : body.toString("base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function headersOf({ head }: SiteRequest): Record<string, string> {
  const headers: Record<string, string> = {
    "x-forwarded-for": head.sourceIp,
    "x-forwarded-proto": head.isSecure ? "https" : "http",
    "x-forwarded-port": (header(head, "host") ?? "").split(":")[1] ?? "80",
  };
  for (const name of Object.keys(head.headers)) {
    if (name !== "cookie" && name !== "connection") headers[name] = header(head, name) ?? "";
  }
  return headers;
}

/** Of a name that comes several times, all values, between commas. */
function queryOf(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return values;
}

function authorizerOf(principal: SiteRequest["principal"]) {
  if (!("userId" in principal)) return {};
  return {
    iam: {
      accessKey: principal.kind === "user" ? principal.accessKeyId : "",
      accountId: principal.account,
      callerId: principal.userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: principal.arn,
      userId: principal.userId,
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html: everything else is base64 */
const isTextual = (type: string | undefined): boolean =>
  type !== undefined &&
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(json|xml))/i.test(type);

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** `12/Mar/2020:19:03:58 +0000` */
function timeOf(at: number): string {
  const iso = new Date(at).toISOString();
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
