import { matchPath } from "../../../paths/path-template.ts";
import type { HttpRoute } from "../model.ts";

export interface Routed {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The most exact route that takes a request. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function routeFor(routes: readonly HttpRoute[], verb: string, path: string): Routed | undefined {
  const found = routes.flatMap((route) => {
    const [method = "", template = ""] = (route.RouteKey ?? "").split(" ");
    const match = method === "ANY" || method === verb ? matchPath(template, path) : undefined;
    const rank = `${match?.rank}${method === "ANY" ? "1" : "0"}`;
    return match === undefined ? [] : { route, pathParameters: match.parameters, rank };
  });
  found.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const fallback = routes.find(({ RouteKey }) => RouteKey === "$default");
  return found[0] ?? (fallback === undefined ? undefined : { route: fallback, pathParameters: {} });
}
