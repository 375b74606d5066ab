import { AwsError } from "@millrace/wire";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import type { Activities } from "../activities.ts";
import { isObject, type Json, toText } from "../json.ts";
import { resourceOf } from "../run/behaviours/task.ts";
import type { Engine, Place } from "../run/engine.ts";
import type { Run } from "../run/run.ts";
import { StateFailure } from "../run/state-failure.ts";
import { taskToken } from "../run/task-token.ts";
import type { TaskState, Thread } from "../run/thread.ts";
import { ChildWatch } from "./child-watch.ts";
import { MachineRoles } from "./machine-roles.ts";
import { type Caller, callerOf, runOptimized } from "./optimized.ts";
import type { Resource } from "./resource.ts";
import { sdkFailure } from "./service-errors.ts";
import type { TaskOutput, TaskRequest } from "./task-request.ts";

export interface TaskRunnerOptions {
  readonly kernel: ServiceKernel;
  readonly engine: Engine;
  readonly activities: Activities;
  readonly account: string;
}

/** Does what Task states stand for, and hands the answers to the engine. */
export class TaskRunner {
  readonly sessions: MachineRoles;
  readonly #options: TaskRunnerOptions;
  readonly #caller: Caller;
  readonly #children: ChildWatch;
  /** Calls under way, by execution and thread. */
  readonly #calls = new Map<string, AbortController>();

  constructor(options: TaskRunnerOptions) {
    const { kernel, account } = options;
    this.#options = options;
    this.#caller = callerOf(kernel);
    this.sessions = new MachineRoles(kernel, account);
    this.#children = new ChildWatch({ kernel, engine: options.engine });
  }

  /** Begins a task, or takes it up again after a restart: what has been answered is not called again. */
  begin(run: Run, thread: Thread): void {
    const { task } = thread;
    if (task === undefined || run.hasEnded) return;
    const resource = resourceOf(run.stateOf(thread));
    const place = { executionArn: run.execution.arn, threadId: thread.id, visit: thread.visit };
    if (resource.kind === "activity") {
      const token = taskToken(run, thread, task.nonce ?? "");
      return this.#options.activities.offer(resource.arn, { ...place, token, input: toText(task.parameters) });
    }
    const controller = new AbortController();
    this.#calls.set(nameOf(run, thread), controller);
    void this.#work({ run, thread, task, resource, place, signal: controller.signal });
  }

  /** The answer is wanted no more. */
  abandon(run: Run, thread: Thread): void {
    const name = nameOf(run, thread);
    this.#calls.get(name)?.abort();
    this.#calls.delete(name);
  }

  async #work(work: Work): Promise<void> {
    const { engine, kernel } = this.#options;
    const { place, run, thread, task } = work;
    try {
      const answer = task.isSubmitted ? await this.#await(work) : await this.#call(work);
      if (answer !== undefined) await engine.answer(place, answer);
    } catch (error) {
      if (work.signal.aborted) return;
      if (!(error instanceof StateFailure)) kernel.log.error("a task cannot be done", { error });
      const failure = error instanceof StateFailure ? error : new StateFailure("States.Runtime", "Internal error");
      await engine.answer(place, { kind: "failure", failure });
    } finally {
      const name = nameOf(run, thread);
      if (this.#calls.get(name)?.signal === work.signal) this.#calls.delete(name);
    }
  }

  async #call({ run, task, resource, signal }: Work): ReturnType<TaskRunner["request"]> {
    const { execution } = run;
    const about = { roleArn: execution.roleArn, machineArn: execution.machineArn, credentials: task.credentials };
    return this.request(resource, { ...about, parameters: task.parameters, executionArn: execution.arn, signal });
  }

  /** Makes the call of a task by itself. Throws StateFailure. */
  async request(resource: Resource, call: CallOptions) {
    const { roleArn, credentials, ...rest } = call;
    const principal = await this.sessions.principal(roleArn, call.machineArn, credentials).catch((error: unknown) => {
      throw error instanceof AwsError ? new StateFailure("States.TaskFailed", error.message) : error;
    });
    const { output, childArn } = await this.#dispatch(resource, { ...rest, principal });
    const pattern = "pattern" in resource ? resource.pattern : "request";
    if (pattern === "request") return { kind: "success", output } as const;
    const waitsForChild = pattern !== "waitForTaskToken";
    return { kind: "submitted", output, ...(waitsForChild ? { childArn } : {}) } as const;
  }

  async #dispatch(resource: Resource, request: TaskRequest): Promise<TaskOutput> {
    if (resource.kind === "optimized") return runOptimized(this.#caller, resource.service, resource.action, request);
    if (resource.kind === "sdk") return this.#sdk(resource.service, resource.action, request);
    return this.#function(resource.kind === "function" ? resource.arn : "", request);
  }

  async #sdk(service: string, action: string, request: TaskRequest): Promise<TaskOutput> {
    const { aws, ids } = this.#options.kernel;
    try {
      return { output: await callService(aws, service, action, request) };
    } catch (error) {
      throw error instanceof AwsError ? sdkFailure(service, error, ids.uuid()) : error;
    }
  }

  /** A Task whose resource is a function's own ARN: its output is what the function answers. */
  async #function(arn: string, request: TaskRequest): Promise<TaskOutput> {
    const parameters = { FunctionName: arn, Payload: request.parameters };
    const { output } = await runOptimized(this.#caller, "lambda", "invoke", { ...request, parameters });
    return { output: isObject(output) ? (output["Payload"] ?? null) : output };
  }

  /** Waits for what the call has started; tokens come by themselves. */
  async #await({ run, task, resource, signal }: Work) {
    if (task.childArn === undefined) return undefined;
    const { execution } = run;
    const principal = await this.sessions.principal(execution.roleArn, execution.machineArn, task.credentials);
    const isParsed = "pattern" in resource && resource.pattern === "sync:2";
    const output: Json = await this.#children.ended(task.childArn, { principal, isParsed, signal });
    return { kind: "success", output } as const;
  }
}

interface Work {
  readonly run: Run;
  readonly thread: Thread;
  readonly task: TaskState;
  readonly resource: Resource;
  readonly place: Place;
  readonly signal: AbortSignal;
}

export interface CallOptions extends Omit<TaskRequest, "principal"> {
  readonly roleArn: string;
  readonly credentials: string | undefined;
}

const nameOf = (run: Run, thread: Thread): string => `${run.execution.arn} ${thread.id}`;
