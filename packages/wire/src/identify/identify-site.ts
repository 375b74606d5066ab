import { header, type RequestHead } from "../request-head.ts";
import { hostName } from "./s3-address.ts";

/** Requests that are no calls of an AWS API: what users themselves put on the web through AWS. */
export type Site = ApiSite | FunctionSite | SignalSite | WebsiteSite;

/** An API of API Gateway: `ID.execute-api.REGION.ANYTHING/STAGE/...`, or `/_aws/execute-api/ID/STAGE/...`. */
export interface ApiSite {
  readonly kind: "execute-api";
  readonly api: string;
  readonly region: string | undefined;
  /** Path from the stage on, still encoded. */
  readonly path: string;
  /** Where the client asked for a name of the API's owner. */
  readonly custom?: CustomName;
}

export interface CustomName {
  readonly name: string;
  /** The part of the path that leads to the API; empty where all of the name does. */
  readonly basePath: string;
  /** The whole path as the client asked for it, still encoded. */
  readonly path: string;
}

/** A function's URL: `ID.lambda-url.REGION.ANYTHING`, or `/_aws/lambda-url/REGION/ID/...` where names do not resolve. */
export interface FunctionSite {
  readonly kind: "lambda-url";
  readonly id: string;
  readonly region: string | undefined;
  readonly path: string;
}

/** Where stacks are signalled: `/_aws/cloudformation/ACCOUNT/REGION/TOKEN`. */
export interface SignalSite {
  readonly kind: "stack-signal";
  readonly account: string;
  readonly region: string;
  readonly token: string;
  readonly path: string;
}

/** A bucket's website: `BUCKET.s3-website-REGION.ANYTHING` or `BUCKET.s3-website.REGION.ANYTHING`. */
export interface WebsiteSite {
  readonly kind: "website";
  readonly bucket: string;
  readonly region: string | undefined;
  readonly path: string;
}

const apiPath = "/_aws/execute-api/";
const functionPath = /^\/_aws\/lambda-url\/([^/]+)\/([^/]+)(\/.*)?$/;
const signalPath = /^\/_aws\/cloudformation\/(\d{12})\/([^/]+)\/([^/]+)$/;
/** As other tools for local work have it. */
const userRequest = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(\/.*)?$/;
const isRegion = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

export function identifySite(head: RequestHead): Site | undefined {
  if (head.path.startsWith(apiPath)) return apiOfPath(head.path);
  const user = userRequest.exec(head.path);
  if (user !== null) return apiOfPath(`${apiPath}${user[1]}/${user[2]}${user[3] ?? "/"}`);
  const [, region, id, path = "/"] = functionPath.exec(head.path) ?? [];
  if (id !== undefined) return { kind: "lambda-url", id, region, path };
  const signal = signalOfPath(head.path);
  if (signal !== undefined) return signal;
  const host = header(head, "host") ?? "";
  if (!host.includes(".execute-api.") && !host.includes(".lambda-url.") && !host.includes(".s3-website")) {
    return undefined;
  }
  const name = hostName(host);
  const found = /^(.+?)\.(execute-api|lambda-url|s3-website)[.-]([^.]+)(?:\.|$)/.exec(name);
  const [, label = "", kind = "", next = ""] = found ?? [];
  const place = { region: isRegion.test(next) ? next : undefined, path: head.path };
  if (kind === "execute-api") return { kind, api: label, ...place };
  if (kind === "lambda-url") return { kind, id: label, ...place };
  return kind === "s3-website" ? { kind: "website", bucket: label, ...place } : undefined;
}

function signalOfPath(path: string): SignalSite | undefined {
  const [, account, region = "", token = ""] = signalPath.exec(path) ?? [];
  if (account === undefined) return undefined;
  return { kind: "stack-signal", account, region, token: decodeURIComponent(token), path };
}

function apiOfPath(path: string): ApiSite {
  const rest = path.slice(apiPath.length);
  const slash = rest.indexOf("/");
  return {
    kind: "execute-api",
    api: slash < 0 ? rest : rest.slice(0, slash),
    region: undefined,
    path: slash < 0 ? "/" : rest.slice(slash),
  };
}
