/** What an API asks of the function, whichever of the two formats API Gateway sends it in. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface ApiResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function apiRequestOf(event: unknown): ApiRequest {
  const http = memberOf(memberOf(event, "requestContext"), "http");
  const body = memberOf(event, "body");
  const text = typeof body === "string" ? body : "";
  return {
    method: String(memberOf(http, "method") ?? memberOf(event, "httpMethod") ?? ""),
    path: String(memberOf(event, "rawPath") ?? memberOf(event, "path") ?? ""),
    body: memberOf(event, "isBase64Encoded") === true ? Buffer.from(text, "base64").toString("utf8") : text,
  };
}

export const apiResponse = (statusCode: number, body: object): ApiResponse => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
