import { valueAt } from "../../../inputs/json-path.ts";
import { contextOf } from "./mapping-context.ts";
import { headerOf, type Visit } from "./visit.ts";

/** What a mapping of parameters names on its right side: a constant between quotes, or a part of the request. */
export function parameterValue(visit: Visit, from: string): string | undefined {
  if (/^'.*'$/s.test(from)) return from.slice(1, -1);
  const [source = "", ...rest] = from.split(".");
  if (source === "context") return asText(memberAt(contextOf(visit), rest));
  if (source === "stageVariables") return visit.variables[rest.join(".")];
  const [, place, ...name] = rest;
  const key = name.join(".");
  if (place === "header") return headerOf(visit, key);
  if (place === "querystring") return visit.query[key]?.at(-1);
  if (place === "multivaluequerystring") return visit.query[key]?.join(",");
  if (place === "multivalueheader") return headerOf(visit, key);
  if (place === "path") return visit.pathParameters[key];
  if (place === "body" || place?.startsWith("body")) return bodyValue(visit.request.body.toString("utf8"), key);
  return undefined;
}

/** The whole of a body, or what a path names in it. */
export function bodyValue(body: string, path: string): string | undefined {
  if (path === "") return body;
  try {
    return asText(valueAt(`$.${path}`, JSON.parse(body)));
  } catch {
    return undefined;
  }
}

export const memberAt = (root: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    root,
  );

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
