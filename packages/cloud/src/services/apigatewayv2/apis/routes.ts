import type { Ids } from "@millrace/core";
import { badRequest, conflict, invalidId } from "../errors.ts";
import { type HttpRoute, updated } from "../model.ts";
import { type HttpApiOperation, on } from "../shapes.ts";
import type { HttpApiStore } from "../store.ts";

const path = "/apis/{ApiId}/routes";

function check(
  store: HttpApiStore,
  apiId: string,
  { RouteKey = "", AuthorizationType, AuthorizerId, Target }: HttpRoute,
): void {
  if (RouteKey !== "$default" && !/^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \//.test(RouteKey)) {
    throw badRequest(
      'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
    );
  }
  const needsAuthorizer = AuthorizationType === "JWT" || AuthorizationType === "CUSTOM";
  if (needsAuthorizer && store.authorizers.find(apiId, AuthorizerId ?? "") === undefined) {
    throw invalidId("Authorizer", AuthorizerId);
  }
  const integration = /^integrations\/(.+)$/.exec(Target ?? "")?.[1];
  if (integration !== undefined && store.integrations.find(apiId, integration) === undefined) {
    throw invalidId("Integration", integration);
  }
}

export const newRoute = (ids: Ids, input: Partial<HttpRoute> & Pick<HttpRoute, "RouteKey">): HttpRoute => ({
  RouteId: ids.text(7),
  ApiKeyRequired: false,
  AuthorizationType: "NONE",
  ...updated<Partial<HttpRoute>>({}, input, members),
  RouteKey: input.RouteKey,
});

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateRoute */
export const createRoute: HttpApiOperation<"CreateRoute"> = {
  access: on("POST", path),

  run({ store, ids }, input) {
    const { ApiId } = store.api(input.ApiId);
    const route = newRoute(ids, input);
    check(store, ApiId, route);
    if (store.routes.list(ApiId).some(({ RouteKey }) => RouteKey === route.RouteKey)) {
      throw conflict(`Route with key ${route.RouteKey} already exists for this API`);
    }

    store.routes.put(ApiId, route);
    return route;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetRoute */
export const getRoute: HttpApiOperation<"GetRoute"> = {
  access: on("GET", `${path}/{RouteId}`),
  run: ({ store }, { ApiId, RouteId }) => store.routes.get(ApiId, RouteId),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetRoutes */
export const getRoutes: HttpApiOperation<"GetRoutes"> = {
  access: on("GET", path),
  run: ({ store }, { ApiId }) => ({ Items: store.routes.list(store.api(ApiId).ApiId) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateRoute */
export const updateRoute: HttpApiOperation<"UpdateRoute"> = {
  access: on("PATCH", `${path}/{RouteId}`),

  run({ store }, input) {
    const before = store.routes.get(input.ApiId, input.RouteId);
    const changed = updated(before, input, members);
    check(store, input.ApiId ?? "", changed);

    store.routes.put(input.ApiId ?? "", changed);
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteRoute */
export const deleteRoute: HttpApiOperation<"DeleteRoute"> = {
  access: on("DELETE", `${path}/{RouteId}`),
  run: ({ store }, { ApiId = "", RouteId }) => store.routes.delete(ApiId, store.routes.get(ApiId, RouteId).RouteId),
};

const members = [
  "ApiKeyRequired",
  "AuthorizationScopes",
  "AuthorizationType",
  "AuthorizerId",
  "ModelSelectionExpression",
  "OperationName",
  "RequestModels",
  "RequestParameters",
  "RouteKey",
  "RouteResponseSelectionExpression",
  "Target",
] as const satisfies readonly (keyof HttpRoute)[];
