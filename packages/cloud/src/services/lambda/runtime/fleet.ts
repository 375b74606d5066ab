import { performance } from "node:perf_hooks";
import type { Log } from "@millrace/core";
import { serviceStopping } from "../errors.ts";
import { runtimeVersionArn } from "../function-output.ts";
import type { FunctionVersion } from "../model.ts";
import type { InitOutcome, Outcome } from "./environment.ts";
import { errorBody } from "./failures.ts";
import { InvocationLog } from "./invocation-log.ts";
import type { Launcher } from "./launcher.ts";
import type { PlatformEvent } from "./platform-event.ts";
import { type Member, Pool, type PoolOptions } from "./pool.ts";
import type { ResponseSink } from "./response-sink.ts";
import type { InitializationType } from "./variables.ts";

export interface FleetOptions extends PoolOptions {
  readonly launcher: Launcher;
  readonly log: Log;
}

export interface FleetRequest {
  readonly requestId: string;
  readonly payload: Buffer;
  readonly traceId: string;
  readonly clientContext: string | undefined;
  /** As the function was called: with the alias or version. */
  readonly functionArn: string;
  /** Events that the function may run at a time, all its versions together. */
  readonly concurrencyMax: number | undefined;
  /** Takes the answer as it comes, where the function streams it. */
  readonly sink?: ResponseSink;
}

export interface Invoked {
  readonly body: Buffer;
  /** Absent when the function answered. */
  readonly functionError: "Unhandled" | undefined;
  readonly logTail: string;
  readonly durationMs: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: the init phase has 10 seconds */
const initMsMax = 10_000;

/** The execution environments of all functions in one account and region: started when needed, kept warm, bounded. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #pool: Pool;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#pool = new Pool(options);
  }

  /** What ends from now on ends because the cloud does. */
  get hasStopped(): boolean {
    return this.#pool.hasStopped;
  }

  /** Events of a function that run now. */
  runningOf(functionName: string): number {
    return this.#pool.runningOf(functionName);
  }

  /** Runs one event on a warm environment, or on a new one. Throws TooManyRequestsException at the function's limit. */
  async invoke(fn: FunctionVersion, request: FleetRequest): Promise<Invoked> {
    const leave = await this.#pool.enter(fn, request.concurrencyMax);
    try {
      const warm = this.#pool.takeIdle(fn);
      return await (warm === undefined ? this.#startAndRun(fn, request) : this.#run(warm, fn, request));
    } finally {
      leave();
    }
  }

  /** Starts environments before anybody calls; what cannot be started is found out by the first call. */
  async provision(fn: FunctionVersion, count: number): Promise<void> {
    const starts = Array.from({ length: this.#pool.spare(count) }, async () => {
      const { member, outcome } = await this.#start(fn, initMsMax, "provisioned-concurrency");
      if (outcome.kind === "ready") this.#pool.release(member);
      else this.#pool.forget(member);
    });
    await Promise.all(starts).catch((error: unknown) => {
      this.#options.log.warn("environments cannot be provisioned", { function: fn.name, error });
    });
  }

  /** A new revision that runs like the one before: its environments serve on. */
  revise(functionName: string, from: string, to: string): void {
    this.#pool.revise(functionName, from, to);
  }

  /** Ends the environments of a function, or of one version, that is no longer current; busy ones end when done. */
  retire(functionName: string, version?: string): void {
    this.#pool.retire(functionName, version);
  }

  /** Ends everything that runs; resolves when it is gone. What runs now is told to nobody. */
  stop(): Promise<void> {
    return this.#pool.stop();
  }

  async #startAndRun(fn: FunctionVersion, request: FleetRequest): Promise<Invoked> {
    let { member, outcome } = await this.#start(fn, initMsMax, "on-demand");
    if (outcome.kind === "timeout") {
      // As on AWS: what did not initialize in time gets another try within the function's own timeout.
      ({ member, outcome } = await this.#start(fn, fn.timeoutSeconds * 1000, "on-demand"));
    }
    return outcome.kind === "ready" ? this.#run(member, fn, request) : this.#failedInit(member, fn, request, outcome);
  }

  async #start(
    fn: FunctionVersion,
    msMax: number,
    type: InitializationType,
  ): Promise<{ member: Member; outcome: InitOutcome }> {
    const member = await this.#launch(fn, type);
    this.#platform(member, {
      type: "platform.initStart",
      runtimeVersion: runtimeVersion(fn),
      runtimeVersionArn: runtimeVersionArn(fn),
    });
    const started = performance.now();
    const outcome = await member.environment.start(msMax);
    member.initMs = performance.now() - started;
    return { member, outcome };
  }

  async #launch(fn: FunctionVersion, type: InitializationType): Promise<Member> {
    let member: Member | undefined;
    const early: Parameters<InvocationLog["add"]>[0][] = [];
    const launched = await this.#options.launcher.launch(fn, type, {
      onLog: (event) => {
        if (member === undefined) early.push(event);
        else {
          member.telemetry.emit("function", event.message);
          // What comes between two events belongs to neither, but is printed all the same.
          (member.log ?? this.#newLog(member, fn)).add(event);
        }
      },
      onEnd: () => {
        if (member !== undefined) this.#pool.forget(member);
      },
    });
    // It was on its way while everything else was ended.
    if (this.#pool.hasStopped) throw serviceStopping();
    member = this.#pool.admit(launched, fn);
    member.log = this.#newLog(member, fn);
    for (const event of early) member.log.add(event);
    return member;
  }

  async #run(member: Member, fn: FunctionVersion, request: FleetRequest): Promise<Invoked> {
    member.log ??= this.#newLog(member, fn);
    this.#platform(member, { type: "platform.start", requestId: request.requestId, version: fn.version });
    const started = performance.now();
    const outcome = await member.environment.invoke({
      requestId: request.requestId,
      payload: request.payload,
      functionArn: request.functionArn,
      traceId: request.traceId,
      clientContext: request.clientContext,
      deadline: this.#options.wall.now() + fn.timeoutSeconds * 1000,
      clockOffsetMs: this.#clockOffsetMs(),
      sink: request.sink,
    });
    const invoked = this.#finish(member, fn, request, { outcome, durationMs: performance.now() - started });
    this.#pool.release(member);
    return invoked;
  }

  /** The two are read one after the other: a few milliseconds are no move. */
  #clockOffsetMs(): number {
    const offsetMs = this.#options.now() - this.#options.wall.now();
    return offsetMs < 1000 ? 0 : offsetMs;
  }

  #finish(
    member: Member,
    fn: FunctionVersion,
    { requestId }: FleetRequest,
    { outcome, durationMs }: { readonly outcome: Outcome; readonly durationMs: number },
  ): Invoked {
    if (this.#pool.hasStopped) throw serviceStopping();
    const failure = errorBody(outcome, requestId, fn.timeoutSeconds);
    const log = member.log ?? this.#newLog(member, fn);
    member.log = log;
    if (failure?.line !== undefined) {
      this.#platform(member, { type: "platform.fault", requestId, line: failure.line });
    }
    this.#platform(member, {
      type: "platform.report",
      requestId,
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
    const functionError = outcome.kind === "response" ? undefined : "Unhandled";
    return { body, functionError, logTail: log.tail(), durationMs };
  }

  #failedInit(
    member: Member,
    fn: FunctionVersion,
    request: FleetRequest,
    init: Exclude<InitOutcome, { readonly kind: "ready" }>,
  ): Invoked {
    this.#platform(member, { type: "platform.start", requestId: request.requestId, version: fn.version });
    const invoked = this.#finish(member, fn, request, { outcome: init, durationMs: member.initMs ?? 0 });
    this.#pool.forget(member);
    return invoked;
  }

  #platform(member: Member, event: PlatformEvent): void {
    member.log?.platform(event);
    member.telemetry.platform(event);
  }

  #newLog(member: Pick<Member, "logs">, { logging }: FunctionVersion): InvocationLog {
    return new InvocationLog({
      logging,
      pass: (line) => member.logs.add(line),
      now: () => this.#options.wall.now(),
    });
  }
}

/** Which program really runs: Node.js is the one of this machine, whatever the runtime is called. */
const runtimeVersion = ({ runtime }: FunctionVersion): string =>
  runtime.startsWith("nodejs")
    ? `${runtime.replace(/^nodejs/, "nodejs:").replace(/\.x$/, "")}.${process.version}`
    : runtime.replace(/^([a-z]+)/, "$1:");
