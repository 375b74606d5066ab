import type { Integration } from "@aws-sdk/client-api-gateway";
import type { LocalResponse } from "../../../gateway/door.ts";
import { callHttp, callHttpProxy } from "./http-backend.ts";
import { backendRequest } from "./integration-request.ts";
import { mappedResponse } from "./integration-response.ts";
import { invokeMapped, invokeProxy } from "./lambda-backend.ts";
import { Refusal } from "./refusal.ts";
import { callService } from "./service-backend.ts";
import type { Visit } from "./visit.ts";

const timeoutDefaultMs = 29_000;

/** Lets the method's backend answer. */
export async function integrate(visit: Visit): Promise<LocalResponse> {
  const integration = visit.method.methodIntegration;
  if (integration === undefined) throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
  const startedAt = visit.call.clock.now();
  const response = await inTime(
    visit,
    integration.timeoutInMillis ?? timeoutDefaultMs,
    backends[integration.type ?? "MOCK"]?.(visit, integration),
  );
  const latency = visit.call.clock.now() - startedAt;
  visit.notes["integrationLatency"] = latency;
  visit.notes["integration"] = { status: response.status, latency };
  return response;
}

type Backend = (visit: Visit, integration: Integration) => Promise<LocalResponse>;

const backends: Readonly<Record<string, Backend>> = {
  AWS_PROXY: invokeProxy,
  async AWS(visit, integration) {
    const sent = backendRequest(visit, integration);
    const isFunction = /:lambda:path\/.+\/functions\//.test(integration.uri ?? "");
    const answer = isFunction
      ? await invokeMapped(visit, integration, sent)
      : await callService(visit, integration, sent);
    return mappedResponse(visit, integration, sent, answer);
  },
  async HTTP(visit, integration) {
    const sent = backendRequest(visit, integration);
    return mappedResponse(visit, integration, sent, await callHttp(visit, sent));
  },
  async HTTP_PROXY(visit, integration) {
    return callHttpProxy(visit, integration, backendRequest(visit, integration));
  },
  async MOCK(visit, integration) {
    const sent = backendRequest(visit, integration);
    return mappedResponse(visit, integration, sent, {
      selector: mockStatus(visit, sent.body),
      headers: {},
      body: Buffer.alloc(0),
    });
  },
};

/** What a mock answers stands in the request that is mapped for it. */
function mockStatus({ log }: Visit, body: Buffer): string {
  const status = /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(body.toString("utf8"))?.[1];
  if (status !== undefined) return status;
  log.push(
    "Execution failed due to configuration error: Unable to parse statusCode. It should be an integer and defined in request template.",
  );
  throw new Refusal("API_CONFIGURATION_ERROR", "Internal server error");
}

function inTime(visit: Visit, timeoutMs: number, running: Promise<LocalResponse> | undefined): Promise<LocalResponse> {
  return new Promise((resolve, reject) => {
    const timer = visit.call.store.wall.after(timeoutMs, () =>
      reject(new Refusal("INTEGRATION_TIMEOUT", "Endpoint request timed out")),
    );
    Promise.resolve(running)
      .then(
        (response) =>
          response === undefined
            ? reject(new Refusal("API_CONFIGURATION_ERROR", "Internal server error"))
            : resolve(response),
        reject,
      )
      .finally(() => timer.cancel());
  });
}
