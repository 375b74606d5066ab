import type { LocalResponse } from "../../../gateway/door.ts";
import type { HttpApi } from "../model.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html */
export function corsHeaders({ CorsConfiguration: cors }: HttpApi, origin: string | undefined): Record<string, string> {
  const allowed = cors?.AllowOrigins ?? [];
  if (cors === undefined || origin === undefined || !allowed.some((one) => isAllowed(one, origin))) return {};
  return {
    "access-control-allow-origin": allowed.includes("*") && cors.AllowCredentials !== true ? "*" : origin,
    ...(cors.AllowCredentials === true ? { "access-control-allow-credentials": "true" } : {}),
    ...(cors.ExposeHeaders === undefined ? {} : { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
  };
}

const isAllowed = (pattern: string, origin: string): boolean =>
  pattern === "*" || pattern === origin || (pattern.endsWith("://*") && origin.startsWith(pattern.slice(0, -1)));

/** Where an API has rules for browsers, it answers their questions itself. */
export function preflight(
  api: HttpApi,
  method: string,
  headers: Readonly<Record<string, string>>,
): LocalResponse | undefined {
  const { CorsConfiguration: cors } = api;
  if (cors === undefined || method !== "OPTIONS" || headers["origin"] === undefined) return undefined;
  const own = corsHeaders(api, headers["origin"]);
  if (Object.keys(own).length === 0) return { status: 204, headers: {}, body: "" };
  return {
    status: 204,
    headers: {
      ...own,
      "access-control-allow-methods": (cors.AllowMethods ?? []).join(","),
      "access-control-allow-headers": (cors.AllowHeaders ?? []).join(","),
      ...(cors.MaxAge === undefined ? {} : { "access-control-max-age": String(cors.MaxAge) }),
    },
    body: "",
  };
}
