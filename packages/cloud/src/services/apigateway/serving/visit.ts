import type { Method } from "@aws-sdk/client-api-gateway";
import { type CustomName, header } from "@millrace/wire";
import type { SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import { decodePath } from "../../../paths/path-template.ts";
import type { Resource, RestApi, Snapshot, Stage } from "../model.ts";
import type { ApiGatewayStore } from "../store.ts";

/** One request to an API on its way through. */
export interface Visit {
  readonly call: Call<ApiGatewayStore>;
  readonly request: SiteRequest;
  readonly api: RestApi;
  readonly stage: Stage;
  readonly variables: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** Below the stage, decoded. */
  readonly path: string;
  readonly resource: Resource;
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBinary: boolean;
  readonly startedAt: number;
  /** What an authorizer has found out, and what is learned on the way, for `$context`. */
  readonly notes: Record<string, unknown>;
  /** What has happened, line by line. */
  readonly log: string[];
}

/** Names as the client wrote them are not known any more: headers are in lower case inside, in title case for functions. */
export function headersOf({ head }: SiteRequest): Record<string, string> {
  const names = Object.keys(head.headers).filter((name) => name !== "connection");
  const own = Object.fromEntries(names.map((name) => [name, header(head, name) ?? ""]));
  return {
    ...own,
    "x-forwarded-for": own["x-forwarded-for"] ?? head.sourceIp,
    "x-forwarded-port": own["x-forwarded-port"] ?? (own["host"] ?? "").split(":")[1] ?? "80",
    "x-forwarded-proto": own["x-forwarded-proto"] ?? (head.isSecure ? "https" : "http"),
  };
}

/** The name of its owner's that a client came by. */
export const customName = ({ site }: SiteRequest): CustomName | undefined =>
  site.kind === "execute-api" ? site.custom : undefined;

/** The whole path, decoded, where a client came by a custom name. */
export function customPath(request: SiteRequest): string | undefined {
  const custom = customName(request);
  return custom === undefined ? undefined : decodePath(custom.path);
}

export function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) query[name] = [...(query[name] ?? []), value];
  return query;
}

export const headerOf = ({ headers }: Pick<Visit, "headers">, name: string): string | undefined =>
  headers[name.toLowerCase()];

/** Of one name several values: the last one counts. */
export const lastOf = (values: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));

export function isBinaryType(types: readonly string[] | undefined, contentType: string | undefined): boolean {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return (types ?? []).some((pattern) => {
    if (pattern === "*/*") return true;
    return pattern.endsWith("/*")
      ? type.startsWith(pattern.slice(0, -1).toLowerCase())
      : type === pattern.toLowerCase();
  });
}

/** What rights and policies name: the method of a stage. */
export const methodArn = ({ call, api, stage, request, path }: Visit): string =>
  `arn:aws:execute-api:${call.region}:${call.account}:${api.id}/${stage.stageName}/${request.head.method}${path}`;
