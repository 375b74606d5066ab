import { valueAt } from "../../../inputs/json-path.ts";
import { contextOf } from "./events.ts";
import type { Visit } from "./visit.ts";

/** A mapping's right side: `$request.header.x`, `$request.body.a.b`, `$context.x`, `$stageVariables.x`, `${...}` in a text, or the text itself. */
export function parameterValue(visit: Visit, from: string): string {
  if (from.startsWith("$") && !from.startsWith("${")) return reference(visit, from.slice(1)) ?? "";
  return from.replace(/\$\{([^}]+)\}/g, (_, name: string) => reference(visit, name) ?? "");
}

function reference(visit: Visit, name: string): string | undefined {
  const [source, place, ...rest] = name.split(".");
  const key = rest.join(".");
  if (source === "stageVariables") return visit.stage.StageVariables?.[[place, ...rest].join(".")];
  if (source === "context") return asText(memberAt(contextOf(visit), [place ?? "", ...rest]));
  if (place === "header") return visit.headers[key.toLowerCase()];
  if (place === "querystring") return visit.query[key];
  if (place === "path") return rest.length === 0 ? visit.path : visit.pathParameters[key];
  return place === "body" ? bodyValue(visit.request.body.toString("utf8"), key) : undefined;
}

function bodyValue(body: string, path: string): string | undefined {
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
