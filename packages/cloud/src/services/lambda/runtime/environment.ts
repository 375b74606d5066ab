import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import type { Clock, Timer } from "@millrace/core";
import type { Command } from "./command.ts";
import { ExtensionsApi, type ExtensionsSetting } from "./extensions-api.ts";
import { FolderWatch } from "./folder-watch.ts";
import { killGroup } from "./kill-group.ts";
import { type LogEvent, readFrames, readLines } from "./log-frames.ts";
import { MemoryWatch } from "./memory-watch.ts";
import { type Invocation, RuntimeApi } from "./runtime-api.ts";

export interface EnvironmentOptions {
  readonly command: Command;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly memoryMebibytes: number;
  /** A folder to be watched, where the system does not bound it. */
  readonly bounded?: { readonly folder: string; readonly bytesMax: number } | undefined;
  /** Programs that run beside the function. */
  readonly extensions: readonly string[];
  readonly extensionsSetting: ExtensionsSetting;
  /** Real time: processes live outside the cloud's. */
  readonly wall: Clock;
  /** Told of every process group that begins or ends. */
  readonly guard: { watch(group: number): void; release(group: number): void };
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
  | {
      readonly kind: "exit";
      readonly code: number | null;
      readonly signal: NodeJS.Signals | null;
      readonly isOutOfMemory?: boolean;
      readonly isOutOfSpace?: boolean;
    }
  /** There was nothing that could be started. */
  | { readonly kind: "no start"; readonly reason: string };

export type InitOutcome = { readonly kind: "ready" } | Exclude<Outcome, { readonly kind: "response" }>;

/** What extensions are given to end. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const shutdownMs = 2_000;

/** One execution environment: an operating-system process that serves one event at a time over its own Runtime API. */
export class Environment {
  readonly #options: EnvironmentOptions;
  readonly #extensions: ExtensionsApi;
  readonly #api: RuntimeApi;
  readonly #memory: MemoryWatch;
  readonly #space: FolderWatch | undefined;
  readonly #companions: ChildProcess[] = [];
  #process: ChildProcess | undefined;
  #settleInit: ((outcome: InitOutcome) => void) | undefined;
  #settleInvocation: ((outcome: Outcome) => void) | undefined;
  #hasEnded = false;
  #isOutOfMemory = false;
  #isOutOfSpace = false;
  /** Resolves when the process is gone. */
  #gone: Promise<void> = Promise.resolve();

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.#extensions = new ExtensionsApi(options.extensionsSetting);
    this.#api = new RuntimeApi(
      {
        ready: () => void this.#runtimeReady(),
        initError: (body) => this.#settleInit?.({ kind: "error", body }),
        response: (_, body) => this.#settleInvocation?.({ kind: "response", body }),
        error: (_, body) => this.#settleInvocation?.({ kind: "error", body }),
      },
      this.#extensions,
    );
    this.#memory = new MemoryWatch(options.wall, options.memoryMebibytes * 1024 * 1024, () => {
      this.#isOutOfMemory = true;
      this.#killProcesses();
    });
    if (options.bounded !== undefined) {
      this.#space = new FolderWatch(options.wall, options.bounded, () => {
        this.#isOutOfSpace = true;
        this.#killProcesses();
      });
    }
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
      for (const program of this.#options.extensions) this.#spawnExtension(program, address);
      this.#spawn(address);
    });
    this.#settleInit = undefined;
    this.#options.extensionsSetting.telemetry.closeSubscriptions();
    await this.#logsArrived();
    if (outcome.kind !== "ready") void this.kill();
    return outcome;
  }

  /** Runs one event. After a timeout or an exit there is no process any more. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    const { wall } = this.#options;
    const msMax = invocation.deadline - wall.now();
    const outcome = await this.#within<Outcome>(msMax, (settle) => {
      this.#settleInvocation = settle;
      if (this.#hasEnded) settle({ kind: "exit", code: null, signal: null });
      else {
        if (this.#extensions.count > 0) this.#tellInvoke(invocation);
        const pid = this.#process?.pid;
        if (pid !== undefined) this.#memory.start(pid);
        this.#space?.start();
        this.#api.send(invocation);
      }
    });
    this.#settleInvocation = undefined;
    this.#memory.stop();
    this.#space?.stop();
    if (outcome.kind === "timeout") void this.kill();
    await this.#logsArrived();
    return outcome;
  }

  /** Ends it as it ends when nobody needs it any more: extensions hear of it first. */
  async retire(): Promise<void> {
    if (!this.#hasEnded && this.#extensions.wantsShutdown) {
      const { wall, extensionsSetting } = this.#options;
      extensionsSetting.telemetry.flush();
      const deadlineMs = wall.now() + shutdownMs;
      this.#extensions.tell({ eventType: "SHUTDOWN", shutdownReason: "spindown", deadlineMs });
      await Promise.race([this.#companionsGone(), new Promise<void>((resolve) => wall.after(shutdownMs, resolve))]);
    }
    await this.kill();
  }

  /** Ends the process and everything it has started. Resolves when it is gone. */
  kill(): Promise<void> {
    if (!this.#hasEnded) this.#killProcesses();
    this.#end();
    return this.#gone;
  }

  /** Mebibytes that the function had in memory at its peak; undefined where the system does not tell. */
  peakMebibytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process?.pid}/status`, "utf8");
      const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
      if (kibibytes === undefined) return undefined;
      return Math.ceil(Math.max(Number(kibibytes) / 1024, this.#memory.peakBytes / 1024 / 1024));
    } catch {
      return undefined;
    }
  }

  async #runtimeReady(): Promise<void> {
    if (this.#settleInit === undefined) return;
    const { extensions } = this.#options;
    if (extensions.length > 0 || this.#extensions.count > 0) await this.#extensions.settled(extensions.length);
    const { failure } = this.#extensions;
    this.#settleInit?.(failure === undefined ? { kind: "ready" } : { kind: "error", body: failure });
  }

  #tellInvoke({ requestId, deadline, functionArn, traceId }: Invocation): void {
    this.#extensions.tell({
      eventType: "INVOKE",
      deadlineMs: deadline,
      requestId,
      invokedFunctionArn: functionArn,
      tracing: { type: "X-Amzn-Trace-Id", value: traceId },
    });
  }

  #spawnExtension(program: string, address: string): void {
    const { folder, variables, guard, onLog, extensionsSetting } = this.#options;
    const child = spawn(program, [], {
      cwd: folder,
      env: { ...variables, AWS_LAMBDA_RUNTIME_API: address },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { pid } = child;
    if (pid !== undefined) guard.watch(pid);
    for (const pipe of [child.stdout, child.stderr]) {
      readLines(pipe, (event) => {
        extensionsSetting.telemetry.emit("extension", event.message);
        onLog(event);
      });
    }
    child.on("error", (error) => onLog({ at: undefined, message: `Cannot start ${program}: ${error.message}` }));
    child.on("close", () => {
      if (pid !== undefined) guard.release(pid);
    });
    child.once("exit", (code, signal) => {
      const text = JSON.stringify({ errorType: "Extension.Crash", errorMessage: `exit code ${code ?? signal}` });
      this.#settleInit?.({ kind: "error", body: Buffer.from(text) });
    });
    this.#companions.push(child);
  }

  #spawn(address: string): void {
    const { command, folder, variables, guard, onLog } = this.#options;
    if (command.problem !== undefined) return this.#cannotStart(command.problem);
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
      this.#memory.start(pid);
      this.#space?.start();
      // What it has started must not hold its pipes open.
      child.once("exit", () => killGroup(pid));
    }
    const [stdin, stdout, stderr, frames] = child.stdio;
    stdin?.on("error", () => undefined);
    for (const pipe of [stdout, stderr]) if (pipe !== null) readLines(pipe as Readable, onLog);
    readFrames(frames as Readable, onLog);
    child.on("error", (error) => this.#cannotStart(reasonOf(error, command.program)));
    if (pid === undefined) return;
    this.#gone = new Promise((resolve) => {
      child.on("close", (code, signal) => {
        guard.release(pid);
        this.#exited(code, signal);
        resolve();
      });
    });
  }

  #cannotStart(reason: string): void {
    this.#settleInit?.({ kind: "no start", reason });
    this.#end();
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const [isOutOfMemory, isOutOfSpace] = [this.#isOutOfMemory, this.#isOutOfSpace];
    const outcome = { kind: "exit", code, signal, isOutOfMemory, isOutOfSpace } as const;
    this.#settleInit?.(outcome);
    this.#settleInvocation?.(outcome);
    this.#killProcesses();
    this.#end();
  }

  #killProcesses(): void {
    for (const { pid, exitCode, signalCode } of [this.#process, ...this.#companions].filter(isChild)) {
      if (pid !== undefined && exitCode === null && signalCode === null) killGroup(pid);
    }
  }

  async #companionsGone(): Promise<void> {
    await Promise.all(
      this.#companions.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) resolve();
            else child.once("exit", () => resolve());
          }),
      ),
    );
  }

  #end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#memory.stop();
    this.#space?.stop();
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

/** In the words of AWS's supervisor, which is written in Go. */
function reasonOf(error: NodeJS.ErrnoException, program: string): string {
  const name = basename(program);
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    ENOENT: "no such file or directory",
  };
  return `fork/exec /var/task/${name}: ${reasons[error.code ?? ""] ?? error.message}`;
}

const isChild = (child: ChildProcess | undefined): child is ChildProcess => child !== undefined;
