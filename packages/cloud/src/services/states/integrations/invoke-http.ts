import { AwsError } from "@millrace/wire";
import { type Proofs, pairs } from "../../../connections/auth-parameters.ts";
import { addParameters, addProof } from "../../../connections/outgoing.ts";
import type { Tokens } from "../../../connections/tokens.ts";
import { isArray, isObject, type Json, type JsonObject, toText } from "../json.ts";
import { StateFailure } from "../run/state-failure.ts";
import { type ArrayFormat, formBody } from "./form-body.ts";
import { type Borrower, borrowConnection } from "./http-connection.ts";
import { addQuery, answerOutput, answerText, ownApi, plain } from "./http-parts.ts";
import type { TaskOutput, TaskRequest } from "./task-request.ts";

export interface HttpCaller extends Borrower {
  readonly tokens: Tokens;
  /** Of this cloud, where its own APIs are. */
  readonly endpoint: string;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
const answerMsMax = 60_000;
const methods = new Set(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]);
const refusedHeaders =
  /^(a-im|accept-(charset|datetime|encoding)|authorization|cache-control|connection|content-(encoding|md5)|date|expect|forwarded|from|host|http2-settings|if-(match|modified-since|none-match|range|unmodified-since)|max-forwards|origin|pragma|proxy-authorization|referer|server|te|trailer|transfer-encoding|upgrade|via|warning|x-forwarded-.*|x-amz-.*|x-amzn-.*)$/i;
const unreadableTypes = /^(application\/octet-stream|image\/|video\/|audio\/)/i;

const runtime = (cause: string): StateFailure => new StateFailure("States.Runtime", cause);

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export async function invokeHttp(caller: HttpCaller, request: TaskRequest): Promise<TaskOutput> {
  const given = isObject(request.parameters) ? request.parameters : {};
  const { method, apiEndpoint, connectionArn } = wanted(given);
  mayInvoke(caller, request, method, apiEndpoint);
  const auth = await borrowConnection(caller, connectionArn, request.principal);
  const url = urlOf(caller.endpoint, apiEndpoint);
  addQuery(url, given["QueryParameters"]);
  const region = request.machineArn.split(":")[3] ?? "";
  const headers = new Headers({
    "user-agent": `Amazon|StepFunctions|HttpInvoke|${region}`,
    range: "bytes=0-262144",
    ...headersOf(given["Headers"]),
  });
  addParameters({ url, headers }, auth.InvocationHttpParameters);
  addProof({ url, headers }, auth, await tokenOf(caller, connectionArn, auth));
  const body = bodyOf(given, auth);
  if (body !== undefined && !headers.has("content-type")) {
    headers.set("content-type", "application/json; charset=UTF-8");
  }
  const isBodiless = method === "GET" || method === "HEAD";
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(answerMsMax)]);
  const options = { method, headers, signal, redirect: "manual" } as const;
  try {
    const answer = await fetch(url, isBodiless || body === undefined ? options : { ...options, body });
    if (answer.status === 401) caller.tokens.forget(connectionArn);
    return { output: await outputOf(answer) };
  } catch (error) {
    if (error instanceof StateFailure || request.signal.aborted) throw error;
    throw new StateFailure("States.Http.Socket", socketCause(error));
  }
}

async function outputOf(answer: Response): Promise<JsonObject> {
  if (unreadableTypes.test(answer.headers.get("content-type") ?? "")) {
    await answer.body?.cancel();
    throw runtime(`The response's content type ${answer.headers.get("content-type")} is not supported.`);
  }
  const text = await answerText(answer);
  if (!answer.ok) throw new StateFailure(`States.Http.StatusCode.${answer.status}`, text || answer.statusText);
  return answerOutput(answer, text);
}

function wanted(given: JsonObject) {
  const method = plain(given["Method"] ?? "");
  const apiEndpoint = plain(given["ApiEndpoint"] ?? "");
  const { InvocationConfig: invocation, Authentication: authentication } = given;
  const connection = isObject(invocation) ? invocation : authentication;
  const connectionArn = isObject(connection) ? plain(connection["ConnectionArn"] ?? "") : "";
  if (!methods.has(method)) throw runtime(`The HTTP method '${method}' is not supported.`);
  if (!isCallable(apiEndpoint))
    throw runtime(`The ApiEndpoint '${apiEndpoint}' must be a URL that begins with https://.`);
  if (connectionArn === "") throw runtime("The ConnectionArn is missing: give InvocationConfig or Authentication.");
  return { method, apiEndpoint, connectionArn };
}

/** AWS calls https only; what listens on this machine is called without as well. */
function isCallable(apiEndpoint: string): boolean {
  if (!URL.canParse(apiEndpoint)) return false;
  const { protocol, hostname } = new URL(apiEndpoint);
  return protocol === "https:" || (protocol === "http:" && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/** Throws StateFailure unless the role may call this. */
function mayInvoke({ authorize }: HttpCaller, request: TaskRequest, method: string, apiEndpoint: string): void {
  const { principal, machineArn } = request;
  const context = { "states:HTTPMethod": method, "states:HTTPEndpoint": apiEndpoint };
  try {
    authorize(principal, { action: "states:InvokeHTTPEndpoint", resource: machineArn, context });
  } catch (error) {
    throw error instanceof AwsError ? new StateFailure("States.Permissions", error.message) : error;
  }
}

function urlOf(endpoint: string, apiEndpoint: string): URL {
  const url = new URL(apiEndpoint);
  const own = ownApi(endpoint, url.host);
  return own === undefined ? url : new URL(`${own}${url.pathname}${url.search}`);
}

function headersOf(headers: Json | undefined): Record<string, string> {
  const entries = Object.entries(isObject(headers) ? headers : {});
  const refused = entries.find(([name]) => refusedHeaders.test(name));
  if (refused !== undefined) throw runtime(`The header '${refused[0]}' cannot be used in an HTTP Task.`);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isArray(value) ? value.map(plain).join(",") : plain(value)]),
  );
}

async function tokenOf({ tokens }: HttpCaller, arn: string, { OAuthParameters: oauth }: Proofs) {
  if (oauth === undefined) return undefined;
  return tokens.header(arn, oauth).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    throw new StateFailure("Events.ConnectionResource.InvalidConnectionState", cause);
  });
}

/** With what the connection adds, which is stronger; as JSON or as a form. */
function bodyOf(given: JsonObject, { InvocationHttpParameters: invocation }: Proofs): string | undefined {
  const added = pairs(invocation?.BodyParameters);
  let body = given["RequestBody"];
  if (Object.keys(added).length > 0) {
    if (body !== undefined && !isObject(body)) {
      throw runtime("The request body is no JSON object, and cannot be merged with the connection's body parameters.");
    }
    body = { ...body, ...added };
  }
  if (body === undefined) return undefined;
  const transform = isObject(given["Transform"]) ? given["Transform"] : {};
  if (transform["RequestBodyEncoding"] !== "URL_ENCODED") return typeof body === "string" ? body : toText(body);
  const encoding = transform["RequestEncodingOptions"];
  const format = isObject(encoding) ? encoding["ArrayFormat"] : undefined;
  return formBody(body, (format ?? "INDICES") as ArrayFormat);
}

function socketCause(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return "The HTTP Task timed out after 60 seconds.";
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? cause.message || message : message;
}
