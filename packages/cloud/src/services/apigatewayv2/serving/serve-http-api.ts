import { AwsError } from "@millrace/wire";
import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import { decodePath } from "../../../paths/path-template.ts";
import type { HttpApi, HttpStage, Served } from "../model.ts";
import type { HttpApiStore } from "../store.ts";
import { authorizeVisit } from "./authorize-visit.ts";
import { corsHeaders, preflight } from "./cors.ts";
import { contextOf, pathOf } from "./events.ts";
import { integrate } from "./integrate.ts";
import { memberAt } from "./parameters.ts";
import { routeFor } from "./route.ts";
import { customName, headersOf, queryOf, Refusal, refusalResponse, type Visit } from "./visit.ts";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const bodyBytesMax = 10 * 1024 * 1024;

/** Answers a request to an HTTP API. */
export async function serveHttpApi(call: Call<HttpApiStore>, request: SiteRequest): Promise<LocalResponse | undefined> {
  const { site } = request;
  if (site.kind !== "execute-api") return undefined;
  const api = call.store.findApi(site.api);
  const isClosed = api?.DisableExecuteApiEndpoint === true && site.custom === undefined;
  const found = api === undefined || isClosed ? undefined : stageOf(call.store, api, site.path);
  if (api === undefined || found === undefined) {
    return site.custom === undefined ? refusalResponse(404, "Not Found") : refusalResponse(403, "Forbidden");
  }
  const headers = headersOf(request);
  const asked = preflight(api, request.head.method, headers);
  if (asked !== undefined) return asked;
  const { stage, path } = found;
  const served = servedBy(call.store, api, stage);
  const routed = routeFor(served.routes, request.head.method, path);
  if (routed === undefined) return refusalResponse(404, "Not Found");
  const visit: Visit = {
    call,
    request,
    api,
    stage,
    served,
    ...routed,
    path: decodePath(path),
    headers,
    query: queryOf(request.head.query),
    startedAt: call.clock.now(),
    authorizer: undefined,
  };
  const response = await answer(visit);
  const whole = {
    ...response,
    headers: { apigw_requestid: request.requestId, ...response.headers, ...corsHeaders(api, headers["origin"]) },
  };
  await logAccess(visit, whole);
  return whole;
}

/** The first part of a path names the stage; what names none belongs to the one without a name. */
function stageOf(
  store: HttpApiStore,
  { ApiId }: HttpApi,
  whole: string,
): { readonly stage: HttpStage; readonly path: string } | undefined {
  const [, first = "", ...rest] = whole.split("/");
  const named = store.stages.find(ApiId, decodePath(first));
  if (named !== undefined) return { stage: named, path: `/${rest.join("/")}` };
  const stage = store.stages.find(ApiId, "$default");
  return stage === undefined ? undefined : { stage, path: whole };
}

function servedBy(store: HttpApiStore, { ApiId }: HttpApi, { AutoDeploy, DeploymentId }: HttpStage): Served {
  if (AutoDeploy === true) return store.live(ApiId);
  const nothing = { routes: [], integrations: {}, authorizers: {} };
  return DeploymentId === undefined ? nothing : store.deployments.get(ApiId, DeploymentId).served;
}

async function answer(visit: Visit): Promise<LocalResponse> {
  try {
    if (visit.request.body.length > bodyBytesMax) throw new Refusal(413, "Request Entity Too Large");
    await authorizeVisit(visit);
    return await integrate(visit);
  } catch (error) {
    if (error instanceof Refusal) return refusalResponse(error.status, error.message);
    throw error;
  }
}

/** One line per request, in the stage's own format. */
async function logAccess(visit: Visit, { status }: LocalResponse): Promise<void> {
  const { call, stage, request, route } = visit;
  const { DestinationArn = "", Format } = stage.AccessLogSettings ?? {};
  const logGroupName = /:log-group:([^:]+)/.exec(DestinationArn)?.[1];
  if (logGroupName === undefined || Format === undefined) return;
  const { method, sourceIp } = request.head;
  const context = {
    ...contextOf(visit),
    httpMethod: method,
    path: pathOf(visit),
    customDomain: { basePathMatched: customName(request)?.basePath },
    routeKey: route.RouteKey,
    status,
    identity: { sourceIp },
    requestTime: contextOf(visit).time,
  };
  const message = Format.replace(/\$context\.([a-zA-Z0-9_.]+)/g, (_, path: string) =>
    String(memberAt(context, path.split(".")) ?? "-"),
  );
  const logStreamName = `${visit.api.ApiId}/${stage.StageName.replace("$", "")}`;
  const options = { principal: accountPrincipal(call.account) };
  const put = () =>
    call.aws.call(
      "logs",
      "PutLogEvents",
      { logGroupName, logStreamName, logEvents: [{ timestamp: visit.startedAt, message }] },
      options,
    );
  await put()
    .catch(async () => {
      await call.aws.call("logs", "CreateLogStream", { logGroupName, logStreamName }, options);
      await put();
    })
    .catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
      call.log.warn("an access log could not be written", { group: logGroupName, error: error.message });
    });
}
