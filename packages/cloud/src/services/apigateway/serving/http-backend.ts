import type { Integration } from "@aws-sdk/client-api-gateway";
import type { LocalResponse } from "../../../gateway/door.ts";
import type { BackendRequest } from "./integration-request.ts";
import type { BackendAnswer } from "./integration-response.ts";
import { Refusal } from "./refusal.ts";
import type { Visit } from "./visit.ts";

/** Headers of one connection, which the next one sets for itself. */
const hopByHop = new Set([
  "connection",
  "content-length",
  "host",
  "transfer-encoding",
  "keep-alive",
  "content-encoding",
]);

export const passing = (headers: Iterable<readonly [string, string]>): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !hopByHop.has(name.toLowerCase())));

/** A server on the web. */
export async function callHttp(visit: Visit, sent: BackendRequest): Promise<BackendAnswer> {
  const url = new URL(sent.uri);
  for (const [name, value] of Object.entries(sent.query)) url.searchParams.append(name, value);
  const body = sent.method === "GET" || sent.method === "HEAD" ? null : new Uint8Array(sent.body);
  const answer = await fetch(url, {
    method: sent.method,
    headers: passing(Object.entries(sent.headers)),
    body,
    redirect: "manual",
    signal: visit.request.signal,
  }).catch(() => {
    visit.log.push(`Execution failed due to an internal error: Cannot reach ${url.origin}`);
    throw new Refusal("INTEGRATION_FAILURE", "Internal server error");
  });
  return {
    selector: String(answer.status),
    headers: passing(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

/** Passes everything on as it came, both ways, but for what the integration maps. */
export async function callHttpProxy(
  visit: Visit,
  integration: Integration,
  sent: BackendRequest,
): Promise<LocalResponse> {
  const { request, query } = visit;
  const given = Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1) ?? ""]));
  const headers = { ...visit.headers, ...sent.headers };
  const method = integration.httpMethod === "ANY" ? request.head.method : sent.method;
  const answer = await callHttp(visit, {
    ...sent,
    method,
    headers,
    query: { ...given, ...sent.query },
    body: request.body,
  });
  return { status: Number(answer.selector), headers: answer.headers, body: answer.body };
}
