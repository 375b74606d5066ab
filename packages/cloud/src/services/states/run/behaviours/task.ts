import type { State } from "../../definition/definition.ts";
import { type Resource, readResource } from "../../integrations/resource.ts";
import { isObject, type Json, type JsonObject, toText } from "../../json.ts";
import { fillJsonata } from "../evaluate-jsonata.ts";
import { fillTemplate, valueAtPath } from "../evaluate-path.ts";
import type { Scope } from "../scope.ts";
import { runtimeError } from "../state-failure.ts";
import { finish, prepare } from "../state-io.ts";
import type { Step } from "../step.ts";
import { taskToken } from "../task-token.ts";
import { dueOf, type TaskState } from "../thread.ts";

/** Evaluates what a Task is called with, writes down that it is, and begins it. */
export async function task(step: Step): Promise<void> {
  const { state, run, thread, host } = step;
  const resource = resourceOf(state);
  thread.visit++;
  const nonce = isCallback(resource) ? host.ids.text(16) : undefined;
  const scopes = step.scope(nonce === undefined ? undefined : { Task: { Token: taskToken(run, thread, nonce) } });
  const limits = await limitsOf(step, scopes);
  const { effective, parameters } = await prepare(state, step.language, scopes);
  const given = parameters ?? (step.language === "JSONPath" ? effective : {});
  const credentials = await credentialsOf(step, scopes);
  record(step, { resource, parameters: given, limits, credentials });
  const { timeoutSeconds, heartbeatSeconds } = limits;
  const now = host.now();
  thread.task = {
    parameters: given,
    credentials,
    nonce,
    timeoutAt: timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000,
    heartbeatMs: heartbeatSeconds === undefined ? undefined : heartbeatSeconds * 1000,
    heartbeatAt: undefined,
    isSubmitted: false,
    childArn: undefined,
  };
  if (resource.kind === "activity") beat(thread.task, now);
  thread.status = "working";
  thread.dueAt = dueOf(thread.task);
  if (Number.isFinite(thread.dueAt)) host.schedule(run, thread);
  host.beginTask(run, thread);
}

/** The next heartbeat is due a whole interval from now. */
export function beat(task: TaskState, now: number): void {
  if (task.heartbeatMs !== undefined) task.heartbeatAt = now + task.heartbeatMs;
}

/** The task is done: its result goes the way of results. Throws StateMistake. */
export async function finishTask(step: Step, result: Json): Promise<void> {
  const { state, language } = step;
  step.leave(await finish(state, { language, scopes: step.scope(), result, hasResult: true }), state.Next);
}

export function resourceOf(state: State): Resource {
  const resource = readResource(state.Resource ?? "");
  if (resource === undefined) throw runtimeError(`The resource provided ${state.Resource} is not recognized.`);
  return resource;
}

const isCallback = (resource: Resource): boolean =>
  resource.kind === "activity" || ("pattern" in resource && resource.pattern === "waitForTaskToken");

interface Limits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

async function limitsOf(step: Step, scope: Scope): Promise<Limits> {
  const { state } = step;
  return {
    timeoutSeconds: await secondsOf(step, scope, ["TimeoutSeconds", state.TimeoutSeconds, state.TimeoutSecondsPath]),
    heartbeatSeconds: await secondsOf(step, scope, [
      "HeartbeatSeconds",
      state.HeartbeatSeconds,
      state.HeartbeatSecondsPath,
    ]),
  };
}

type Field = readonly [name: string, value: Json | undefined, path: string | undefined];

async function secondsOf({ language }: Step, scope: Scope, [name, value, path]: Field): Promise<number | undefined> {
  if (value === undefined && path === undefined) return undefined;
  const from = { states: { input: scope.input }, scope };
  const seconds =
    path === undefined
      ? language === "JSONata"
        ? await fillJsonata(value ?? null, name, from)
        : value
      : valueAtPath(path, scope);
  if (typeof seconds === "number" && Number.isInteger(seconds) && seconds > 0) return seconds;
  throw runtimeError(
    `The ${path === undefined ? name : `${name}Path`} must be a positive integer, but was: ${toText(seconds ?? null)}`,
  );
}

async function credentialsOf({ state, language }: Step, scope: Scope): Promise<string | undefined> {
  if (state.Credentials === undefined) return undefined;
  const filled =
    language === "JSONata"
      ? await fillJsonata(state.Credentials, "Credentials", { states: { input: scope.input }, scope })
      : fillTemplate(state.Credentials, scope);
  const role = isObject(filled) ? filled["RoleArn"] : undefined;
  if (typeof role === "string") return role;
  throw runtimeError("The field 'RoleArn' of Credentials must be the ARN of a role");
}

interface Recorded {
  readonly resource: Resource;
  readonly parameters: Json;
  readonly limits: Limits;
  readonly credentials: string | undefined;
}

function record({ run, thread, host }: Step, { resource, parameters, limits, credentials }: Recorded): void {
  const { timeoutSeconds, heartbeatSeconds } = limits;
  const common = {
    ...(timeoutSeconds === undefined ? {} : { timeoutInSeconds: timeoutSeconds }),
    ...(credentials === undefined ? {} : { taskCredentials: { roleArn: credentials } }),
  };
  const heartbeat = heartbeatSeconds === undefined ? {} : { heartbeatInSeconds: heartbeatSeconds };
  if (resource.kind === "function") {
    run.record(thread, "LambdaFunctionScheduled", { resource: resource.arn, input: toText(parameters), ...common });
    run.record(thread, "LambdaFunctionStarted");
  } else if (resource.kind === "activity") {
    const input = toText(parameters);
    run.record(thread, "ActivityScheduled", { resource: resource.arn, input, ...common, ...heartbeat });
  } else {
    const { resource: name, resourceType } = resource;
    const shown: JsonObject = isObject(parameters) ? parameters : {};
    run.record(thread, "TaskScheduled", {
      resourceType,
      resource: name,
      region: host.region,
      parameters: toText(shown),
      ...common,
      ...heartbeat,
    });
    run.record(thread, "TaskStarted", { resourceType, resource: name });
  }
}
