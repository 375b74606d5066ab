import { decodePath } from "../../../paths/path-template.ts";
import { customName, type Visit } from "./visit.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function requestTime(at: number): string {
  const [date = "", time = ""] = new Date(at).toISOString().split("T");
  const [year, month = "1", day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}

/** Of what every event says of its request. */
export function contextOf({ call, request, api, stage, headers, startedAt, route, authorizer }: Visit) {
  const domainName = (headers["host"] ?? "").replace(/:\d+$/, "");
  return {
    accountId: call.account,
    apiId: api.ApiId,
    ...(authorizer === undefined ? {} : { authorizer }),
    domainName,
    domainPrefix: domainName.split(".")[0],
    requestId: request.requestId,
    routeKey: route.RouteKey,
    stage: stage.StageName,
    time: requestTime(startedAt),
    timeEpoch: startedAt,
  };
}

const isTextual = (type: string | undefined): boolean =>
  type === undefined ||
  /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded)|[^;]*\+(json|xml))/i.test(type);

export function bodyOf({ request, headers }: Visit): {
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
} {
  const isBinary = request.body.length > 0 && !isTextual(headers["content-type"]);
  const body = request.body.length === 0 ? undefined : request.body.toString(isBinary ? "base64" : "utf8");
  return { body, isBase64Encoded: isBinary };
}

const some = <Map extends object>(map: Map | undefined): Map | undefined =>
  map === undefined || Object.keys(map).length === 0 ? undefined : map;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function eventTwo(visit: Visit): object {
  const { request, stage, headers, query, pathParameters, route } = visit;
  const { cookie, ...others } = headers;
  const rawPath = pathOf(visit);
  return {
    version: "2.0",
    routeKey: route.RouteKey,
    rawPath,
    rawQueryString: request.head.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: others,
    queryStringParameters: some(query),
    requestContext: {
      ...contextOf(visit),
      http: {
        method: request.head.method,
        path: rawPath,
        protocol: "HTTP/1.1",
        sourceIp: request.head.sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
    },
    pathParameters: some(pathParameters),
    stageVariables: some(stage.StageVariables),
    ...bodyOf(visit),
  };
}

export function eventOne(visit: Visit): object {
  const { request, stage, headers, query, pathParameters, route } = visit;
  const context = contextOf(visit);
  const custom = customName(request);
  const path = custom === undefined ? pathOf(visit) : decodePath(custom.path);
  const several = (map: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, value.split(",")]));
  const { body = null, isBase64Encoded } = bodyOf(visit);
  return {
    version: "1.0",
    resource: (route.RouteKey ?? "").split(" ").at(-1),
    path,
    httpMethod: request.head.method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: some(query) ?? null,
    multiValueQueryStringParameters: some(several(query)) ?? null,
    requestContext: {
      ...context,
      httpMethod: request.head.method,
      identity: { sourceIp: request.head.sourceIp, userAgent: headers["user-agent"] ?? "" },
      path,
      protocol: "HTTP/1.1",
      requestTime: context.time,
      requestTimeEpoch: context.timeEpoch,
      resourcePath: (route.RouteKey ?? "").split(" ").at(-1),
    },
    pathParameters: some(pathParameters) ?? null,
    stageVariables: some(stage.StageVariables) ?? null,
    body,
    isBase64Encoded,
  };
}

/** With the stage in front, unless it has no name; by a custom name, too, of which nothing is told here. */
export const pathOf = ({ stage, path }: Visit): string =>
  stage.StageName === "$default" ? path : `/${stage.StageName}${path}`;
