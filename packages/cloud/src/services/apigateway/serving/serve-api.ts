import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import { decodePath } from "../../../paths/path-template.ts";
import type { RestApi, Snapshot, Stage } from "../model.ts";
import type { ApiGatewayStore } from "../store.ts";
import { logAccess, measure } from "./account-for.ts";
import { authorizeVisit } from "./authorize-visit.ts";
import { integrate } from "./integrate.ts";
import { MalformedProxy } from "./lambda-backend.ts";
import { plainRefusal, Refusal, refusalResponse } from "./refusal.ts";
import { route } from "./route.ts";
import { countUse } from "./usage.ts";
import { validateRequest } from "./validate-request.ts";
import { headersOf, isBinaryType, queryOf, type Visit } from "./visit.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const bodyBytesMax = 10 * 1024 * 1024;

/** Answers a request to a REST API. */
export async function serveApi(call: Call<ApiGatewayStore>, request: SiteRequest): Promise<LocalResponse | undefined> {
  const { site, requestId } = request;
  if (site.kind !== "execute-api") return undefined;
  const api = call.store.findApi(site.api);
  const [, stageName = "", ...rest] = site.path.split("/");
  const stage = api === undefined ? undefined : call.store.findStage(api.id, decodePath(stageName));
  const isClosed = api?.disableExecuteApiEndpoint === true && site.custom === undefined;
  if (api === undefined || stage === undefined || isClosed)
    return plainRefusal(403, "Forbidden", "ForbiddenException", requestId);
  const { snapshot, variables } = served(call, api, stage);
  return serveVisit({ call, request, api, stage, variables, snapshot, path: `/${rest.join("/")}` });
}

/** A canary takes its share of the requests. */
function served({ store, ids }: Call<ApiGatewayStore>, api: RestApi, stage: Stage) {
  const { canarySettings: canary } = stage;
  const isCanary = canary !== undefined && ids.bytes(2).readUInt16BE() / 655.36 < (canary.percentTraffic ?? 0);
  const { snapshot } = store.deployment(api.id, isCanary ? canary.deploymentId : stage.deploymentId);
  const variables = { ...stage.variables, ...(isCanary ? canary.stageVariableOverrides : {}) };
  return { snapshot, variables };
}

interface Asked {
  readonly call: Call<ApiGatewayStore>;
  readonly request: SiteRequest;
  readonly api: RestApi;
  readonly stage: Stage;
  readonly variables: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** Still encoded. */
  readonly path: string;
  readonly log?: string[];
}

export async function serveVisit(asked: Asked): Promise<LocalResponse> {
  const { call, request, snapshot } = asked;
  const headers = headersOf(request);
  const routed = route(snapshot, request.head.method, asked.path);
  const root = snapshot.resources[asked.api.rootResourceId];
  const visit: Visit = {
    ...asked,
    path: decodePath(asked.path),
    resource: routed?.resource ?? root ?? { id: "", path: "/", methods: {} },
    method: routed?.method ?? {},
    pathParameters: routed?.pathParameters ?? {},
    query: queryOf(request.head.query),
    headers,
    isBinary: isBinaryType(snapshot.binaryMediaTypes, headers["content-type"]),
    startedAt: call.clock.now(),
    notes: {},
    log: asked.log ?? [],
  };
  const response = await answer(visit, routed !== undefined);
  const whole = {
    ...response,
    headers: { "x-amzn-requestid": request.requestId, "x-amz-apigw-id": request.requestId, ...response.headers },
  };
  measure(visit, whole.status);
  await logAccess(visit, whole);
  return whole;
}

async function answer(visit: Visit, isRouted: boolean): Promise<LocalResponse> {
  try {
    if (!isRouted) throw new Refusal("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token");
    if (visit.request.body.length > bodyBytesMax) throw new Refusal("REQUEST_TOO_LARGE", "Request Too Long");
    await authorizeVisit(visit);
    countUse(visit);
    validateRequest(visit);
    return await integrate(visit);
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(visit, error);
    if (error instanceof MalformedProxy) {
      return plainRefusal(502, "Internal server error", "InternalServerErrorException", visit.request.requestId);
    }
    throw error;
  }
}
