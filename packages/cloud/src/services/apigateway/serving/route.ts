import type { Method } from "@aws-sdk/client-api-gateway";
import type { Resource, Snapshot } from "../model.ts";

export interface Routed {
  readonly resource: Resource;
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The resource and the method that take a request: names before variables, variables before greedy ones. */
export function route({ resources }: Pick<Snapshot, "resources">, verb: string, path: string): Routed | undefined {
  const asked = path.split("/").filter((part) => part !== "");
  const found = Object.values(resources).flatMap((resource) => {
    const match = matchOf(resource, asked);
    return match === undefined ? [] : { resource, ...match };
  });
  found.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  for (const { resource, pathParameters } of found) {
    const method = resource.methods[verb] ?? resource.methods["ANY"];
    if (method !== undefined) return { resource, method, pathParameters };
  }
  return undefined;
}

interface Match {
  readonly pathParameters: Record<string, string>;
  /** By which matches are compared, part by part. */
  readonly rank: string;
}

function matchOf({ path }: Resource, asked: readonly string[]): Match | undefined {
  const parts = path.split("/").filter((part) => part !== "");
  const greedy = /^\{(.+)\+\}$/.exec(parts.at(-1) ?? "")?.[1];
  const plain = greedy === undefined ? parts : parts.slice(0, -1);
  const isLong = greedy === undefined ? asked.length === plain.length : asked.length > plain.length;
  if (!isLong) return undefined;
  const pathParameters: Record<string, string> = {};
  let rank = "";
  for (const [at, part] of plain.entries()) {
    const given = decoded(asked[at] ?? "");
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    if (name === undefined && given !== part) return undefined;
    if (name !== undefined) pathParameters[name] = given;
    rank += name === undefined ? "0" : "1";
  }
  if (greedy === undefined) return { pathParameters, rank };
  pathParameters[greedy] = decoded(asked.slice(plain.length).join("/"));
  return { pathParameters, rank: `${rank}2` };
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
