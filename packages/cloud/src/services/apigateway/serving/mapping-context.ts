import { customPath, headerOf, type Visit } from "./visit.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** As access logs write the time: `21/Nov/2026:13:26:13 +0000`. */
export function requestTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${two(date.getUTCDate())}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference */
export function contextOf(visit: Visit): Record<string, unknown> {
  const { call, api, stage, resource, request, path, startedAt, notes } = visit;
  const host = (headerOf(visit, "host") ?? "").replace(/:\d+$/, "");
  return {
    accountId: call.account,
    apiId: api.id,
    deploymentId: stage.deploymentId,
    domainName: host,
    domainPrefix: host.split(".")[0],
    extendedRequestId: request.requestId,
    httpMethod: request.head.method,
    identity: identityOf(visit),
    path: customPath(request) ?? `/${stage.stageName}${path}`,
    protocol: "HTTP/1.1",
    requestId: request.requestId,
    requestTime: requestTime(startedAt),
    requestTimeEpoch: startedAt,
    resourceId: resource.id,
    resourcePath: resource.path,
    stage: stage.stageName,
    ...notes,
  };
}

export function identityOf(visit: Visit): Record<string, string | null> {
  const { request, notes } = visit;
  const { principal } = request;
  const isKnown = principal.kind !== "anonymous" && "arn" in principal && visit.method.authorizationType === "AWS_IAM";
  const apiKey = notes["apiKey"];
  return {
    accessKey: principal.kind === "user" && isKnown ? principal.accessKeyId : null,
    accountId: isKnown ? principal.account : null,
    ...(typeof apiKey === "string" ? { apiKey, apiKeyId: String(notes["apiKeyId"] ?? "") } : {}),
    caller: isKnown && "userId" in principal ? principal.userId : null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.head.sourceIp,
    user: isKnown && "userId" in principal ? principal.userId : null,
    userAgent: headerOf(visit, "user-agent") ?? null,
    userArn: isKnown && "arn" in principal ? principal.arn : null,
  };
}
