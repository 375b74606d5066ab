import { type CustomName, header } from "@millrace/wire";
import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { HttpApi, HttpRoute, HttpStage, Served } from "../model.ts";
import type { HttpApiStore } from "../store.ts";

/** One request to an HTTP API on its way through. */
export interface Visit {
  readonly call: Call<HttpApiStore>;
  readonly request: SiteRequest;
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly served: Served;
  readonly route: HttpRoute;
  /** Below the stage, decoded. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly startedAt: number;
  /** What an authorizer has found out. */
  authorizer: Readonly<Record<string, unknown>> | undefined;
}

export function headersOf({ head }: SiteRequest): Record<string, string> {
  const names = Object.keys(head.headers).filter((name) => name !== "connection");
  return {
    ...Object.fromEntries(names.map((name) => [name, header(head, name) ?? ""])),
    "x-forwarded-for": head.sourceIp,
    "x-forwarded-port": (header(head, "host") ?? "").split(":")[1] ?? "80",
    "x-forwarded-proto": head.isSecure ? "https" : "http",
  };
}

/** The name of its owner's that a client came by. */
export const customName = ({ site }: SiteRequest): CustomName | undefined =>
  site.kind === "execute-api" ? site.custom : undefined;

/** Of a name that comes several times, all values, between commas. */
export function queryOf(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  return query;
}

/** An answer that the gateway gives itself. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const refusalResponse = (status: number, message: string): LocalResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ message }),
});

export const routeArn = ({ call, api, stage, request, path }: Visit): string =>
  `arn:aws:execute-api:${call.region}:${call.account}:${api.ApiId}/${stage.StageName}/${request.head.method}${path}`;
