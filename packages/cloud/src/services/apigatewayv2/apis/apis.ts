import { badRequest, stillMapped } from "../errors.ts";
import { dates, type HttpApi, updated } from "../model.ts";
import { type HttpApiOperation, on, type Shapes } from "../shapes.ts";
import { newIntegration } from "./integrations.ts";
import { newStage } from "./new-stage.ts";
import { newRoute } from "./routes.ts";

const members = [
  "ApiKeySelectionExpression",
  "CorsConfiguration",
  "Description",
  "DisableExecuteApiEndpoint",
  "DisableSchemaValidation",
  "IpAddressType",
  "Name",
  "RouteSelectionExpression",
  "Version",
  "Tags",
] as const satisfies readonly (keyof HttpApi)[];

type Source = Pick<Parameters<(typeof createApi)["run"]>[0], "ids" | "clock" | "store">;

export function newApi({ store, ids, clock }: Source, input: Shapes["CreateApi"]["input"]): HttpApi {
  if (input.ProtocolType === "WEBSOCKET" && input.RouteSelectionExpression === undefined) {
    throw badRequest("RouteSelectionExpression is required for WebSocket protocols");
  }
  const ApiId = ids.text(10);
  const defaults = {
    ApiId,
    ApiEndpoint: `${store.endpoint}/_aws/execute-api/${ApiId}`,
    ApiKeySelectionExpression: "$request.header.x-api-key",
    CreatedDate: clock.now(),
    DisableExecuteApiEndpoint: false,
    IpAddressType: "ipv4",
    Name: input.Name,
    ProtocolType: input.ProtocolType,
    RouteSelectionExpression: "$request.method $request.path",
    Tags: {},
  } as const;
  return updated<HttpApi>(defaults, input, members);
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#CreateApi */
export const createApi: HttpApiOperation<"CreateApi"> = {
  access: on("POST", "/apis"),

  run(call, input) {
    const api = newApi(call, input);

    call.store.putApi(api);
    const { Target } = input;
    if (Target !== undefined) quickCreate(call, { ...input, ApiId: api.ApiId, Target });
    return dates(api);
  },
};

interface Quick {
  readonly ApiId: string;
  readonly Target: string;
  readonly RouteKey?: string | undefined;
  readonly CredentialsArn?: string | undefined;
}

/** A route for everything, and a stage that is always up to date. */
function quickCreate(
  { store, ids, clock }: Source,
  { ApiId, Target, RouteKey = "$default", CredentialsArn }: Quick,
): void {
  const isFunction = Target.startsWith("arn:");
  const integration = newIntegration(ids, {
    ApiGatewayManaged: true,
    IntegrationType: isFunction ? "AWS_PROXY" : "HTTP_PROXY",
    IntegrationMethod: isFunction ? "POST" : "ANY",
    IntegrationUri: Target,
    PayloadFormatVersion: isFunction ? "2.0" : "1.0",
    ...(CredentialsArn === undefined ? {} : { CredentialsArn }),
  });
  store.integrations.put(ApiId, integration);
  store.routes.put(ApiId, newRoute(ids, { RouteKey, Target: `integrations/${integration.IntegrationId}` }));
  store.stages.put(ApiId, { ...newStage("$default", clock.now()), AutoDeploy: true });
}

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetApi */
export const getApi: HttpApiOperation<"GetApi"> = {
  access: on("GET", "/apis/{ApiId}"),
  run: ({ store }, { ApiId }) => dates(store.api(ApiId)),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#GetApis */
export const getApis: HttpApiOperation<"GetApis"> = {
  access: on("GET", "/apis"),
  run: ({ store }) => ({ Items: [...store.apis()].map(dates) }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#UpdateApi */
export const updateApi: HttpApiOperation<"UpdateApi"> = {
  access: on("PATCH", "/apis/{ApiId}"),

  run({ store }, input) {
    const api = updated(store.api(input.ApiId), input, members);
    store.putApi(api);
    return dates(api);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteApi */
export const deleteApi: HttpApiOperation<"DeleteApi"> = {
  access: on("DELETE", "/apis/{ApiId}"),

  run({ store }, { ApiId }) {
    const { ApiId: id } = store.api(ApiId);
    if (store.isMapped(id)) throw stillMapped(id);

    store.deleteApi(id);
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteCorsConfiguration */
export const deleteCorsConfiguration: HttpApiOperation<"DeleteCorsConfiguration"> = {
  access: on("DELETE", "/apis/{ApiId}/cors"),
  run: ({ store }, { ApiId }) => store.putApi({ ...store.api(ApiId), CorsConfiguration: undefined }),
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteRouteSettings */
export const deleteRouteSettings: HttpApiOperation<"DeleteRouteSettings"> = {
  access: on("DELETE", "/apis/{ApiId}/stages/{StageName}/routesettings/{RouteKey}"),

  run({ store }, { ApiId = "", StageName, RouteKey }) {
    const stage = store.stages.get(ApiId, StageName);
    const left = Object.entries(stage.RouteSettings ?? {}).filter(([key]) => key !== RouteKey);
    store.stages.put(ApiId, { ...stage, RouteSettings: Object.fromEntries(left) });
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteAccessLogSettings */
export const deleteAccessLogSettings: HttpApiOperation<"DeleteAccessLogSettings"> = {
  access: on("DELETE", "/apis/{ApiId}/stages/{StageName}/accesslogsettings"),

  run({ store }, { ApiId = "", StageName }) {
    store.stages.put(ApiId, { ...store.stages.get(ApiId, StageName), AccessLogSettings: undefined });
  },
};

/** @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/operations.html#DeleteRouteRequestParameter */
export const deleteRouteRequestParameter: HttpApiOperation<"DeleteRouteRequestParameter"> = {
  access: on("DELETE", "/apis/{ApiId}/routes/{RouteId}/requestparameters/{RequestParameterKey}"),

  run({ store }, { ApiId = "", RouteId, RequestParameterKey }) {
    const route = store.routes.get(ApiId, RouteId);
    const left = Object.entries(route.RequestParameters ?? {}).filter(([key]) => key !== RequestParameterKey);
    store.routes.put(ApiId, { ...route, RequestParameters: Object.fromEntries(left) });
  },
};
