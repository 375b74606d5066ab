import { badRequest } from "../errors.ts";
import { findMethod } from "../methods/find-method.ts";
import { type Stage, snapshotOf } from "../model.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import { serveVisit } from "./serve-api.ts";

const stageOf = (now: number, variables: Record<string, string> | undefined): Stage => ({
  stageName: "test-invoke-stage",
  deploymentId: "",
  cacheClusterEnabled: false,
  methodSettings: {},
  variables,
  tracingEnabled: false,
  createdAt: now,
  updatedAt: now,
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html */
export const testInvokeMethod: ApiGatewayOperation<"TestInvokeMethod"> = {
  access: on("POST", "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}"),

  async run(call, input) {
    const { api, resource, method } = findMethod(call.store, input);
    const verb = method.httpMethod ?? "";
    if (verb === "ANY") throw badRequest("Invalid HTTP method: ANY");
    const [path = resource.path, query = ""] = (input.pathWithQueryString ?? resource.path).split("?");
    const head = {
      method: verb,
      path,
      query,
      headers: Object.fromEntries(
        Object.entries(input.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      ),
      sourceIp: "test-invoke-source-ip",
      isSecure: true,
    };
    // Whoever may test may do so without what callers need.
    const open = { ...method, authorizationType: "NONE", apiKeyRequired: false };
    const methods = { ...resource.methods, [verb]: open };
    const snapshot = { ...snapshotOf(api), resources: { ...api.resources, [resource.id]: { ...resource, methods } } };
    const log = [`Execution log for request ${call.requestId}`, `Starting execution for request: ${call.requestId}`];
    const startedAt = call.clock.now();
    const response = await serveVisit({
      call,
      api: { ...api, policy: undefined },
      stage: stageOf(startedAt, input.stageVariables),
      variables: { ...input.stageVariables },
      snapshot,
      path,
      log,
      request: {
        head: head as never,
        site: { kind: "execute-api", api: api.id, region: call.region, path },
        body: Buffer.from(input.body ?? ""),
        principal: call.principal,
        requestId: call.requestId,
        endpoint: call.endpoint,
        signal: call.signal,
      },
    });
    const { status, headers, body } = response;
    const shown = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return {
      status,
      headers: shown,
      multiValueHeaders: Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, [value]])),
      body: typeof body === "string" ? body : Buffer.isBuffer(body) ? body.toString("utf8") : "",
      latency: call.clock.now() - startedAt,
      log: [...log, `Method completed with status: ${status}`].join("\n"),
    };
  },
};
