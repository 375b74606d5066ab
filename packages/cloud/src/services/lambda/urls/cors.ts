import { header } from "@millrace/wire";
import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Cors, FunctionUrl } from "../model.ts";

/** The answer to a browser that asks first, where the URL has rules for browsers; functions never see such requests then. */
export function preflight({ cors }: FunctionUrl, { head }: SiteRequest): LocalResponse | undefined {
  if (cors === undefined || head.method !== "OPTIONS" || header(head, "access-control-request-method") === undefined) {
    return undefined;
  }
  const origin = allowedOrigin(cors, header(head, "origin"));
  if (origin === undefined) return { status: 200, headers: {}, body: "" };
  return {
    status: 200,
    headers: {
      ...originHeaders(cors, origin),
      "access-control-allow-methods": (cors.AllowMethods ?? []).join(","),
      "access-control-allow-headers": (cors.AllowHeaders ?? []).join(","),
      ...(cors.MaxAge === undefined ? {} : { "access-control-max-age": String(cors.MaxAge) }),
    },
    body: "",
  };
}

/** What lets a browser read the answer. */
export function corsHeaders({ cors }: FunctionUrl, { head }: SiteRequest): Record<string, string> {
  const origin = cors && allowedOrigin(cors, header(head, "origin"));
  if (cors === undefined || origin === undefined) return {};
  return {
    ...originHeaders(cors, origin),
    ...(cors.ExposeHeaders === undefined || cors.ExposeHeaders.length === 0
      ? {}
      : { "access-control-expose-headers": cors.ExposeHeaders.join(",") }),
  };
}

const originHeaders = (cors: Cors, origin: string): Record<string, string> => ({
  "access-control-allow-origin": origin,
  vary: "Origin",
  ...(cors.AllowCredentials === true ? { "access-control-allow-credentials": "true" } : {}),
});

function allowedOrigin({ AllowOrigins = [], AllowCredentials }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (AllowOrigins.includes("*")) return AllowCredentials === true ? origin : "*";
  return AllowOrigins.find((allowed) => matches(allowed, origin)) === undefined ? undefined : origin;
}

const matches = (allowed: string, origin: string): boolean =>
  allowed === origin ||
  new RegExp(`^${allowed.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")}$`).test(origin);
