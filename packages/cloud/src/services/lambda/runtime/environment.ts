import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import type { Clock, Timer } from "@millrace/core";
import type { ProcessGuard } from "../../../kernel/process-guard.ts";
import type { Command } from "./command.ts";
import { type LogEvent, readFrames, readLines } from "./log-frames.ts";
import { type Invocation, RuntimeApi } from "./runtime-api.ts";

export interface EnvironmentOptions {
  readonly command: Command;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Real time: processes live outside the cloud's. */
  readonly wall: Clock;
  readonly guard: ProcessGuard;
  readonly onLog: (event: LogEvent) => void;
  /** Called once, when the process has ended for whatever reason. */
  readonly onEnd: () => void;
}

/** How an invocation, or the initialization before it, ended. */
export type Outcome =
  | { readonly kind: "response"; readonly body: Buffer }
  /** The runtime reported an error of the function, as JSON. */
  | { readonly kind: "error"; readonly body: Buffer }
  | { readonly kind: "timeout" }
  | { readonly kind: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type InitOutcome = { readonly kind: "ready" } | Exclude<Outcome, { readonly kind: "response" }>;

/** One execution environment: an operating-system process that serves one event at a time over its own Runtime API. */
export class Environment {
  readonly #options: EnvironmentOptions;
  readonly #api: RuntimeApi;
  #process: ChildProcess | undefined;
  #settleInit: ((outcome: InitOutcome) => void) | undefined;
  #settleInvocation: ((outcome: Outcome) => void) | undefined;
  #hasEnded = false;
  /** Resolves when the process is gone. */
  #gone: Promise<void> = Promise.resolve();

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#api = new RuntimeApi({
      ready: () => this.#settleInit?.({ kind: "ready" }),
      initError: (body) => this.#settleInit?.({ kind: "error", body }),
      response: (_, body) => this.#settleInvocation?.({ kind: "response", body }),
      error: (_, body) => this.#settleInvocation?.({ kind: "error", body }),
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Starts the process and waits until it asks for its first event. Anything but `ready` leaves no process behind. */
  async start(msMax: number): Promise<InitOutcome> {
    const address = await this.#api.listen();
    if (this.#hasEnded) {
      this.#api.close();
      return { kind: "exit", code: null, signal: null };
    }
    const outcome = await this.#within<InitOutcome>(msMax, (settle) => {
      this.#settleInit = settle;
      this.#spawn(address);
    });
    this.#settleInit = undefined;
    await this.#logsArrived();
    if (outcome.kind !== "ready") void this.kill();
    return outcome;
  }

  /** Runs one event. After a timeout or an exit there is no process any more. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const msMax = invocation.deadline - this.#options.wall.now();
    const outcome = await this.#within<Outcome>(msMax, (settle) => {
      this.#settleInvocation = settle;
      if (this.#hasEnded) settle({ kind: "exit", code: null, signal: null });
      else this.#api.send(invocation);
    });
    this.#settleInvocation = undefined;
    if (outcome.kind === "timeout") void this.kill();
    await this.#logsArrived();
    return outcome;
  }

  /** Ends the process and everything it has started. Resolves when it is gone. */
  kill(): Promise<void> {
    const pid = this.#process?.pid;
    if (pid !== undefined && !this.#hasEnded) killGroup(pid);
    this.#end();
    return this.#gone;
  }

  /** Mebibytes that the process had in memory at its peak; undefined where the system does not tell. */
  peakMebibytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process?.pid}/status`, "utf8");
      const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
      return kibibytes === undefined ? undefined : Math.ceil(Number(kibibytes) / 1024);
    } catch {
      return undefined;
    }
  }

  #spawn(address: string): void {
    const { command, folder, variables, guard, onLog } = this.#options;
    const child = spawn(command.program, command.arguments, {
      cwd: folder,
      env: { ...variables, AWS_LAMBDA_RUNTIME_API: address, _LAMBDA_TELEMETRY_LOG_FD: "3" },
      // Its own process group, so that what it starts can be killed with it.
      detached: true,
      stdio: ["pipe", "pipe", "pipe", "pipe"],
    });
    this.#process = child;
    const { pid } = child;
    if (pid !== undefined) {
      guard.watch(pid);
      // What it has started must not hold its pipes open.
      child.once("exit", () => killGroup(pid));
    }
    const [stdin, stdout, stderr, frames] = child.stdio;
    stdin?.on("error", () => undefined);
    for (const pipe of [stdout, stderr]) if (pipe !== null) readLines(pipe as Readable, onLog);
    readFrames(frames as Readable, onLog);
    child.on("error", (error) => {
      onLog({ at: undefined, message: `Cannot start ${command.program}: ${error.message}` });
      this.#exited(null, null);
    });
    this.#gone = new Promise((resolve) => {
      child.on("close", (code, signal) => {
        if (pid !== undefined) guard.release(pid);
        this.#exited(code, signal);
        resolve();
      });
    });
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const outcome = { kind: "exit", code, signal } as const;
    this.#settleInit?.(outcome);
    this.#settleInvocation?.(outcome);
    this.#end();
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#api.close();
    this.#options.onEnd();
  }

  #within<Result>(
    msMax: number,
    run: (settle: (result: Result) => void) => void,
  ): Promise<Result | { kind: "timeout" }> {
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const settle = (result: Result | { kind: "timeout" }): void => {
        timer?.cancel();
        resolve(result);
      };
      timer = this.#options.wall.after(msMax, () => settle({ kind: "timeout" }));
      run(settle);
    });
  }

  /** What was written before the answer is in the pipes by now; a few turns of the event loop bring it here. */
  async #logsArrived(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The whole group is gone already.
  }
}
