import type { Clock } from "@millrace/core";
import type { Credentials } from "../../../kernel/credentials.ts";
import { sign } from "../../../signing/sign-request.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json.ts";
import { StateFailure } from "../run/state-failure.ts";
import { addQuery, answerOutput, answerText, ownApi, plain } from "./http-parts.ts";
import type { TaskOutput, TaskRequest } from "./task-request.ts";

export interface ApiCaller {
  readonly clock: Clock;
  /** Real time, which signatures are held against. */
  readonly wall: Clock;
  readonly credentials: Credentials;
  /** Of this cloud, whose APIs are called whatever region their host names. */
  readonly endpoint: string;
}

const keysMs = 15 * 60_000;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html */
export async function invokeApi(caller: ApiCaller, request: TaskRequest): Promise<TaskOutput> {
  const { parameters } = request;
  const given = isObject(parameters) ? parameters : {};
  const method = plain(given["Method"] ?? "GET");
  const url = urlOf(caller, given);
  const body = bodyOf(given["RequestBody"]);
  const unsigned = { method, url, headers: headersOf(given["Headers"]), body };
  const headers = given["AuthType"] === "IAM_ROLE" ? signed(caller, request, unsigned) : unsigned.headers;
  const isBodiless = method === "GET" || method === "HEAD";
  const options = { method, headers, signal: request.signal, ...(isBodiless ? {} : { body: new Uint8Array(body) }) };
  const answer = await fetch(url, options).catch((error: unknown) => {
    if (request.signal.aborted) throw error;
    throw new StateFailure("ApiGateway.SdkClientException", `Cannot reach ${url.origin}`);
  });
  const text = await answerText(answer);
  if (answer.status >= 400) throw new StateFailure(`ApiGateway.${answer.status}`, text);
  return { output: answerOutput(answer, text) };
}

/** APIs are named by hosts of AWS; here they are all reached at one. */
function urlOf({ endpoint }: ApiCaller, given: JsonObject): URL {
  const host = plain(given["ApiEndpoint"] ?? "").replace(/^https?:\/\//, "");
  const base = ownApi(endpoint, host) ?? `http://${host}`;
  const path = [given["Stage"], given["Path"]]
    .map((part) => plain(part ?? "").replace(/^\/+/, ""))
    .filter((part) => part !== "")
    .join("/");
  const url = new URL(`${base}/${path}`);
  addQuery(url, given["QueryParameters"]);
  return url;
}

const headersOf = (headers: Json | undefined): Record<string, string> => ({
  "content-type": "application/json",
  ...Object.fromEntries(
    Object.entries(isObject(headers) ? headers : {}).map(([name, value]) => [
      name.toLowerCase(),
      isArray(value) ? value.map(plain).join(",") : plain(value),
    ]),
  ),
});

const bodyOf = (body: Json | undefined): Buffer => Buffer.from(body === undefined ? "" : plain(body));

function signed(
  { clock, wall, credentials }: ApiCaller,
  { principal, executionArn }: TaskRequest,
  unsigned: Parameters<typeof sign>[0],
): Record<string, string> {
  const keys = credentials.issueTemporary(principal, clock.now() + keysMs);
  const region = executionArn.split(":")[3] ?? "";
  const { accessKeyId, secretAccessKey, sessionToken = "" } = keys;
  const by = { accessKeyId, secretAccessKey, sessionToken, region, service: "execute-api", now: wall.now() };
  return sign(unsigned, by);
}
