import { performance } from "node:perf_hooks";
import type { Timer } from "@millrace/core";
import { serviceStopping, tooManyRequests } from "../errors.ts";
import type { LambdaFunction } from "../model.ts";
import type { InitOutcome, Outcome } from "./environment.ts";
import { errorBody } from "./failures.ts";
import { InvocationLog } from "./invocation-log.ts";
import type { Launched, Launcher } from "./launcher.ts";

export interface FleetOptions {
  readonly launcher: Launcher;
  /** Real time, in milliseconds since the epoch. */
  readonly wall: { now(): number; after(delayMs: number, run: () => void): Timer };
  /** The cloud's time: credentials expire by it. */
  readonly now: () => number;
}

export interface FleetRequest {
  readonly requestId: string;
  readonly payload: Buffer;
  readonly traceId: string;
  readonly clientContext: string | undefined;
}

export interface Invoked {
  readonly body: Buffer;
  /** Absent when the function answered. */
  readonly functionError: "Unhandled" | undefined;
  readonly logTail: string;
}

interface Member extends Launched {
  readonly functionName: string;
  revisionId: string;
  log: InvocationLog | undefined;
  isBusy: boolean;
  idleTimer: Timer | undefined;
  initMs: number | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: the init phase has 10 seconds */
const initMsMax = 10_000;
/** An environment that nobody needs goes away. */
const idleMsMax = 5 * 60_000;
/** Processes at a time, of all functions: beyond this a laptop only gets slower. */
const environmentsMax = 64;
/** Environments are replaced before their credentials end. */
const credentialMsMin = 5 * 60_000;

/** The execution environments of all functions in one account and region: started when needed, kept warm, bounded. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #members = new Set<Member>();
  /** Invocations under way, by function; an environment that is being started is not a member yet. */
  readonly #running = new Map<string, number>();
  #isStopped = false;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** What ends from now on ends because the cloud does. */
  get hasStopped(): boolean {
    return this.#isStopped;
  }

  /** Runs one event on a warm environment, or on a new one. Throws TooManyRequestsException at the function's limit. */
  async invoke(fn: LambdaFunction, request: FleetRequest): Promise<Invoked> {
    this.#admit(fn);
    this.#running.set(fn.name, this.#runningOf(fn.name) + 1);
    try {
      const warm = this.#findIdle(fn);
      return await (warm === undefined ? this.#startAndRun(fn, request) : this.#run(warm, fn, request));
    } finally {
      this.#running.set(fn.name, this.#runningOf(fn.name) - 1);
    }
  }

  /** A new revision that runs like the one before: its environments serve on. */
  revise(functionName: string, from: string, to: string): void {
    for (const member of this.#members) {
      if (member.functionName === functionName && member.revisionId === from) member.revisionId = to;
    }
  }

  /** Ends the environments of a function whose code or configuration is no longer current; busy ones end when done. */
  retire(functionName: string): void {
    for (const member of this.#members) {
      if (member.functionName === functionName && !member.isBusy) void member.environment.kill();
    }
  }

  /** Ends everything that runs; resolves when it is gone. What runs now is told to nobody. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const member of this.#members) member.idleTimer?.cancel();
    await Promise.all([...this.#members].map(({ environment }) => environment.kill()));
  }

  #admit(fn: LambdaFunction): void {
    if (this.#isStopped) throw serviceStopping();
    if (fn.reservedConcurrency !== undefined && this.#runningOf(fn.name) >= fn.reservedConcurrency) {
      throw tooManyRequests();
    }
    const running = [...this.#running.values()].reduce((sum, count) => sum + count, 0);
    if (running >= environmentsMax) throw tooManyRequests();
    const idle = [...this.#members].filter((member) => !member.isBusy);
    if (running + idle.length < environmentsMax || idle.some((member) => member.functionName === fn.name)) return;
    void idle[0]?.environment.kill();
  }

  #runningOf(functionName: string): number {
    return this.#running.get(functionName) ?? 0;
  }

  #findIdle(fn: LambdaFunction): Member | undefined {
    for (const member of this.#members) {
      if (member.functionName !== fn.name || member.isBusy) continue;
      const isCurrent =
        member.revisionId === fn.revisionId && member.credentialsExpireAt - this.#options.now() > credentialMsMin;
      if (isCurrent) return member;
      void member.environment.kill();
    }
    return undefined;
  }

  async #startAndRun(fn: LambdaFunction, request: FleetRequest): Promise<Invoked> {
    const member = await this.#launch(fn);
    const started = performance.now();
    const outcome = await member.environment.start(initMsMax);
    if (outcome.kind === "timeout") {
      // As on AWS: what did not initialize in time gets another try within the function's own timeout.
      return this.#retryInit(fn, request);
    }
    member.initMs = performance.now() - started;
    if (outcome.kind !== "ready") return this.#failedInit(member, fn, request, outcome);
    return this.#run(member, fn, request);
  }

  async #retryInit(fn: LambdaFunction, request: FleetRequest): Promise<Invoked> {
    const member = await this.#launch(fn);
    const outcome = await member.environment.start(fn.timeoutSeconds * 1000);
    if (outcome.kind !== "ready") return this.#failedInit(member, fn, request, outcome);
    return this.#run(member, fn, request);
  }

  async #launch(fn: LambdaFunction): Promise<Member> {
    let member: Member | undefined;
    const early: Parameters<InvocationLog["add"]>[0][] = [];
    const launched = await this.#options.launcher.launch(fn, {
      onLog: (event) => {
        if (member === undefined) early.push(event);
        // What comes between two events belongs to neither, but is printed all the same.
        else (member.log ?? this.#newLog(member)).add(event);
      },
      onEnd: () => {
        if (member !== undefined) this.#forget(member);
      },
    });
    // It was on its way while everything else was ended.
    if (this.#isStopped) throw serviceStopping();
    member = {
      ...launched,
      functionName: fn.name,
      revisionId: fn.revisionId,
      log: undefined,
      isBusy: true,
      idleTimer: undefined,
      initMs: undefined,
    };
    member.log = this.#newLog(member);
    for (const event of early) member.log.add(event);
    this.#members.add(member);
    return member;
  }

  #forget(member: Member): void {
    member.idleTimer?.cancel();
    this.#members.delete(member);
  }

  async #run(member: Member, fn: LambdaFunction, request: FleetRequest): Promise<Invoked> {
    member.isBusy = true;
    member.idleTimer?.cancel();
    member.log ??= this.#newLog(member);
    member.log.start(request.requestId, "$LATEST");
    const started = performance.now();
    const outcome = await member.environment.invoke({
      requestId: request.requestId,
      payload: request.payload,
      functionArn: fn.arn,
      traceId: request.traceId,
      clientContext: request.clientContext,
      deadline: this.#options.wall.now() + fn.timeoutSeconds * 1000,
    });
    const invoked = this.#finish(member, fn, request, { outcome, durationMs: performance.now() - started });
    this.#release(member, fn);
    return invoked;
  }

  #finish(
    member: Member,
    fn: LambdaFunction,
    request: FleetRequest,
    { outcome, durationMs }: { readonly outcome: Outcome; readonly durationMs: number },
  ): Invoked {
    if (this.#isStopped) throw serviceStopping();
    const failure = errorBody(outcome, request.requestId, fn.timeoutSeconds);
    const log = member.log ?? this.#newLog(member);
    if (failure?.line !== undefined) log.add({ at: undefined, message: failure.line });
    log.end({
      requestId: request.requestId,
      durationMs,
      initMs: member.initMs,
      memoryMebibytes: fn.memoryMebibytes,
      peakMebibytes: member.environment.peakMebibytes(),
      ...(failure?.status === undefined ? {} : { status: failure.status }),
      ...(failure?.errorType === undefined ? {} : { errorType: failure.errorType }),
    });
    member.initMs = undefined;
    member.log = undefined;
    const body = outcome.kind === "response" ? outcome.body : (failure?.body ?? Buffer.alloc(0));
    return { body, functionError: outcome.kind === "response" ? undefined : "Unhandled", logTail: log.tail() };
  }

  #failedInit(
    member: Member,
    fn: LambdaFunction,
    request: FleetRequest,
    init: Exclude<InitOutcome, { readonly kind: "ready" }>,
  ): Invoked {
    member.log?.start(request.requestId, "$LATEST");
    const invoked = this.#finish(member, fn, request, { outcome: init, durationMs: member.initMs ?? 0 });
    this.#forget(member);
    return invoked;
  }

  #release(member: Member, fn: LambdaFunction): void {
    member.isBusy = false;
    const { environment } = member;
    if (environment.hasEnded) return this.#forget(member);
    if (member.revisionId !== fn.revisionId) return void environment.kill();
    member.idleTimer = this.#options.wall.after(idleMsMax, () => void environment.kill());
  }

  #newLog(member: Pick<Member, "logs">): InvocationLog {
    return new InvocationLog(
      (line) => member.logs.add(line),
      () => this.#options.wall.now(),
    );
  }
}
