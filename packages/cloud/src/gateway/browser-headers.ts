import { header, type RequestHead } from "@millrace/wire";
import type { PreflightOutput } from "./door.ts";

type BrowserHeaders = Readonly<Record<string, string>>;

/** Pages that call AWS's APIs other than S3's may do so from anywhere, as on AWS: what protects them is the signature. */
export const openToAll = (head: RequestHead): BrowserHeaders => ({
  "access-control-allow-origin": header(head, "origin") ?? "*",
  "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE, PATCH, OPTIONS",
  "access-control-allow-headers": header(head, "access-control-request-headers") ?? "*",
  "access-control-expose-headers":
    "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-query-error,x-amz-request-id,x-amz-id-2,ETag",
  "access-control-max-age": "86400",
  vary: "Origin",
});

/** What a bucket's CORS configuration says, as headers. */
export function corsHeaders(output: PreflightOutput): BrowserHeaders {
  return {
    "access-control-allow-origin": output.AllowOrigin,
    "access-control-allow-methods": output.AllowMethods.join(", "),
    ...listHeader("access-control-allow-headers", output.AllowHeaders),
    ...listHeader("access-control-expose-headers", output.ExposeHeaders),
    ...(output.MaxAgeSeconds === undefined ? {} : { "access-control-max-age": String(output.MaxAgeSeconds) }),
    ...(output.AllowCredentials === true ? { "access-control-allow-credentials": "true" } : {}),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

const listHeader = (name: string, values: readonly string[] | undefined): BrowserHeaders =>
  values === undefined || values.length === 0 ? {} : { [name]: values.join(", ") };
