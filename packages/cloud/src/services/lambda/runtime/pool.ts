import type { Timer } from "@millrace/core";
import { serviceStopping, tooManyRequests } from "../errors.ts";
import type { FunctionVersion } from "../model.ts";
import type { InvocationLog } from "./invocation-log.ts";
import type { Launched } from "./launcher.ts";

export interface PoolOptions {
  /** Real time, in milliseconds since the epoch. */
  readonly wall: { now(): number; after(delayMs: number, run: () => void): Timer };
  /** The cloud's time: credentials expire by it. */
  readonly now: () => number;
}

/** One environment, and what is being done with it. */
export interface Member extends Launched {
  readonly functionName: string;
  readonly version: string;
  revisionId: string;
  log: InvocationLog | undefined;
  isBusy: boolean;
  idleTimer: Timer | undefined;
  initMs: number | undefined;
}

/** An environment that nobody needs goes away. */
const idleMsMax = 5 * 60_000;
/** Processes at a time, of all functions: beyond this a laptop only gets slower. */
const environmentsMax = 64;
/** What AWS would have started at once waits here for room, and no longer. */
const waitMsMax = 10_000;
/** Environments are replaced before their credentials end. */
const credentialMsMin = 5 * 60_000;
/** The revision of an environment that is to end when it is done. */
const stale = "";

/** Which environments there are, which of them are free, and how many events run. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member>();
  /** Invocations under way, by function; an environment that is being started is not a member yet. */
  readonly #running = new Map<string, number>();
  #runningInAll = 0;
  /** Invocations that wait until another one ends. */
  readonly #waiting: (() => void)[] = [];
  #isStopped = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get hasStopped(): boolean {
    return this.#isStopped;
  }

  runningOf(functionName: string): number {
    return this.#running.get(functionName) ?? 0;
  }

  /** How many of `count` environments there is room for. */
  spare(count: number): number {
    return Math.max(0, Math.min(count, environmentsMax / 4, environmentsMax - this.#members.size));
  }

  /** Counts an invocation in; answers how to count it out. Throws TooManyRequestsException at a limit. */
  async enter(fn: FunctionVersion, concurrencyMax: number | undefined): Promise<() => void> {
    if (this.#isStopped) throw serviceStopping();
    if (concurrencyMax !== undefined && this.runningOf(fn.name) >= concurrencyMax) throw tooManyRequests();
    this.#count(fn.name, 1);
    if (this.#runningInAll >= environmentsMax) {
      if (!(await this.#room())) {
        this.#count(fn.name, -1);
        throw tooManyRequests("ConcurrentInvocationLimitExceeded");
      }
    }
    this.#runningInAll++;
    this.#makeRoom(fn);
    return () => {
      this.#count(fn.name, -1);
      this.#runningInAll--;
      this.#waiting.shift()?.();
    };
  }

  /** A free environment of this version that is still current. */
  takeIdle(fn: FunctionVersion): Member | undefined {
    for (const member of this.#members) {
      if (member.functionName !== fn.name || member.version !== fn.version || member.isBusy) continue;
      const isCurrent =
        member.revisionId === fn.revisionId && member.credentialsExpireAt - this.#options.now() > credentialMsMin;
      if (isCurrent) {
        member.isBusy = true;
        member.idleTimer?.cancel();
        return member;
      }
      void member.environment.retire();
    }
    return undefined;
  }

  /** A new environment, busy from the start. */
  admit(launched: Launched, fn: FunctionVersion): Member {
    const member: Member = {
      ...launched,
      functionName: fn.name,
      version: fn.version,
      revisionId: fn.revisionId,
      log: undefined,
      isBusy: true,
      idleTimer: undefined,
      initMs: undefined,
    };
    this.#members.add(member);
    return member;
  }

  release(member: Member): void {
    member.isBusy = false;
    const { environment } = member;
    if (environment.hasEnded) return this.forget(member);
    if (member.revisionId === stale) return void environment.retire();
    member.idleTimer = this.#options.wall.after(idleMsMax, () => void environment.retire());
  }

  forget(member: Member): void {
    member.idleTimer?.cancel();
    this.#members.delete(member);
  }

  revise(functionName: string, from: string, to: string): void {
    for (const member of this.#members) {
      if (member.functionName === functionName && member.revisionId === from) member.revisionId = to;
    }
  }

  retire(functionName: string, version?: string): void {
    for (const member of this.#members) {
      const isMeant = member.functionName === functionName && (version === undefined || member.version === version);
      if (!isMeant) continue;
      if (member.isBusy) member.revisionId = stale;
      else void member.environment.retire();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const member of this.#members) member.idleTimer?.cancel();
    await Promise.all([...this.#members].map(({ environment }) => environment.kill()));
  }

  #count(functionName: string, change: number): void {
    const count = this.runningOf(functionName) + change;
    if (count === 0) this.#running.delete(functionName);
    else this.#running.set(functionName, count);
  }

  /** Waits in line until an invocation ends; false when none did. */
  #room(): Promise<boolean> {
    return new Promise((resolve) => {
      const go = (): void => {
        timer.cancel();
        resolve(true);
      };
      const timer = this.#options.wall.after(waitMsMax, () => {
        this.#waiting.splice(this.#waiting.indexOf(go), 1);
        resolve(false);
      });
      this.#waiting.push(go);
    });
  }

  /** Another function's free environment goes when there are too many. */
  #makeRoom(fn: FunctionVersion): void {
    const idle = [...this.#members].filter((member) => !member.isBusy);
    if (this.#runningInAll + idle.length <= environmentsMax) return;
    if (idle.some((member) => member.functionName === fn.name && member.version === fn.version)) return;
    void idle[0]?.environment.retire();
  }
}
