import type { Ids } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import { Tokens } from "../../../connections/tokens.ts";
import type { AwsCalls } from "../../../kernel/calls.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import { isArray, isObject, type Json, type JsonObject, parsed, toText } from "../json.ts";
import { StateFailure } from "../run/state-failure.ts";
import { type ApiCaller, invokeApi } from "./invoke-api.ts";
import { type HttpCaller, invokeHttp } from "./invoke-http.ts";
import { optimizedFailure } from "./service-errors.ts";
import type { TaskOutput, TaskRequest } from "./task-request.ts";

export interface Caller extends ApiCaller, HttpCaller {
  readonly aws: AwsCalls;
  readonly ids: Ids;
}

export const callerOf = (kernel: ServiceKernel): Caller => ({ ...kernel, tokens: new Tokens(kernel.clock) });

type Integration = (caller: Caller, request: TaskRequest) => Promise<TaskOutput>;

const json = { type: "application/json", old: "application/x-amz-json-1.0", query: "text/xml" };

/** https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html: by service and action */
const integrations: Readonly<Record<string, Integration>> = {
  "apigateway:invoke": invokeApi,
  "dynamodb:getItem": (caller, request) => plain(caller, ["dynamodb", "getItem", json.old], request),
  "dynamodb:putItem": (caller, request) => plain(caller, ["dynamodb", "putItem", json.old], request),
  "dynamodb:updateItem": (caller, request) => plain(caller, ["dynamodb", "updateItem", json.old], request),
  "dynamodb:deleteItem": (caller, request) => plain(caller, ["dynamodb", "deleteItem", json.old], request),
  "events:putEvents": putEvents,
  "http:invoke": invokeHttp,
  "lambda:invoke": invoke,
  "sns:publish": (caller, request) => plain(caller, ["sns", "publish", json.query], textual(request, ["Message"])),
  "sqs:sendMessage": (caller, request) =>
    plain(caller, ["sqs", "sendMessage", json.old], textual(request, ["MessageBody"])),
  "states:startExecution": startExecution,
};

/** Throws StateFailure for what the service refuses. */
export async function runOptimized(
  caller: Caller,
  service: string,
  action: string,
  request: TaskRequest,
): Promise<TaskOutput> {
  const run = integrations[`${service}:${action}`];
  if (run === undefined) {
    throw new StateFailure(
      "States.TaskFailed",
      `The integration ${service}:${action} needs a service that is not part of this cloud`,
    );
  }
  try {
    return await run(caller, request);
  } catch (error) {
    throw error instanceof AwsError ? optimizedFailure(service, error, caller.ids.uuid()) : error;
  }
}

type Named = readonly [service: string, action: string, contentType: string];

async function plain(caller: Caller, [service, action, type]: Named, request: TaskRequest): Promise<TaskOutput> {
  const output = await callService(caller.aws, service, action, request);
  return { output: { ...output, ...metadata(caller, toText(output), type) } };
}

/** Members that are text on the wire may be any JSON in a definition. */
function textual(request: TaskRequest, names: readonly string[]): TaskRequest {
  if (!isObject(request.parameters)) return request;
  const parameters: Record<string, Json> = { ...request.parameters };
  for (const name of names) {
    const value = parameters[name];
    if (value !== undefined && value !== null && typeof value !== "string") parameters[name] = toText(value);
  }
  return { ...request, parameters };
}

/** What the SDK of Step Functions tells of the answer's head. */
function metadata({ ids, clock }: Caller, body: string, type: string): JsonObject {
  const requestId = ids.uuid();
  const headers: Record<string, string> = {
    connection: "keep-alive",
    "Content-Length": String(Buffer.byteLength(body)),
    "Content-Type": type,
    Date: new Date(clock.now()).toUTCString(),
    "x-amzn-RequestId": requestId,
  };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

async function invoke(caller: Caller, request: TaskRequest): Promise<TaskOutput> {
  const given = isObject(request.parameters) ? request.parameters : {};
  const { Payload: payload, ...rest } = given;
  const parameters = { ...rest, ...(payload === undefined ? {} : { Payload: toText(payload) }) };
  const output = await callService(caller.aws, "lambda", "invoke", { ...request, parameters });
  const body = output["Payload"];
  const text = typeof body === "string" ? body : "null";
  if (output["FunctionError"] !== undefined) throw functionFailure(text);
  const { Payload: _, ...head } = output;
  const answer = { ...head, Payload: text === "" ? {} : parsed(text) };
  return { output: { ...answer, ...metadata(caller, text, json.type) } };
}

/** What a function has thrown: its own name of the error, and everything it said as the cause. */
function functionFailure(text: string): StateFailure {
  const body = parsed(text);
  const type = isObject(body) && typeof body["errorType"] === "string" ? body["errorType"] : "Exception";
  return new StateFailure(type, text);
}

async function putEvents(caller: Caller, request: TaskRequest): Promise<TaskOutput> {
  const given = isObject(request.parameters) ? request.parameters : {};
  const entries = (isArray(given["Entries"]) ? given["Entries"] : []).map((entry) => {
    if (!isObject(entry)) return entry;
    const detail = entry["Detail"];
    const resources = isArray(entry["Resources"]) ? entry["Resources"] : [];
    return {
      ...entry,
      ...(detail === undefined || typeof detail === "string" ? {} : { Detail: toText(detail) }),
      // Observed: the execution is among the resources of what it sends.
      Resources: [...resources, request.executionArn],
    };
  });
  const done = await plain(caller, ["events", "putEvents", "application/x-amz-json-1.1"], {
    ...request,
    parameters: { ...given, Entries: entries },
  });
  const { FailedEntryCount: failed } = isObject(done.output) ? done.output : {};
  if (typeof failed === "number" && failed > 0) throw new StateFailure("EventBridge.FailedEntry", toText(done.output));
  return done;
}

async function startExecution(caller: Caller, request: TaskRequest): Promise<TaskOutput> {
  const done = await plain(caller, ["states", "startExecution", json.old], textual(request, ["Input"]));
  const arn = isObject(done.output) ? done.output["ExecutionArn"] : undefined;
  return { output: done.output, childArn: typeof arn === "string" ? arn : undefined };
}
