import type { Method } from "@aws-sdk/client-api-gateway";
import { matchPath } from "../../../paths/path-template.ts";
import type { Resource, Snapshot } from "../model.ts";

export interface Routed {
  readonly resource: Resource;
  readonly method: Method;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The most exact resource that takes a request, and its method. */
export function route({ resources }: Pick<Snapshot, "resources">, verb: string, path: string): Routed | undefined {
  const found = Object.values(resources).flatMap((resource) => {
    const match = matchPath(resource.path, path);
    return match === undefined ? [] : { resource, ...match };
  });
  found.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  for (const { resource, parameters } of found) {
    const method = resource.methods[verb] ?? resource.methods["ANY"];
    if (method !== undefined) return { resource, method, pathParameters: parameters };
  }
  return undefined;
}
