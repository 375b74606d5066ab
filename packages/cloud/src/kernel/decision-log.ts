import type { Clock } from "@millrace/core";
import type { Explanation } from "./iam/explain.ts";
import type { Access } from "./operation.ts";
import type { Principal } from "./principal.ts";
import type { Collection } from "./store/collection.ts";

/** What one principal was allowed or refused on one resource, all times together. */
export interface DecisionEntry extends Explanation {
  /** ARN of the role or user, or name of the service. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly isAllowed: boolean;
  /** Milliseconds since the epoch, by the cloud's clock. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
}

const savedEveryMs = 60_000;
/** Beyond these the oldest are kept on disk only. */
const rememberedMax = 5000;

interface Remembered {
  entry: DecisionEntry;
  savedAt: number;
}

/** Who used which right on what: what audits and explanations are made of. Kept over restarts, counts to the minute. */
export class DecisionLog {
  readonly #kept: Collection<DecisionEntry>;
  readonly #clock: Clock;
  readonly #remembered = new Map<string, Remembered>();

  constructor(kept: Collection<DecisionEntry>, clock: Clock) {
    this.#kept = kept;
    this.#clock = clock;
  }

  /** `name` is what `identityName` says of a principal. */
  note(name: string, { action, resource }: Access, isAllowed: boolean, explain: () => Explanation): void {
    const key = `${name}\n${action}\n${resource}\n${isAllowed}`;
    const now = this.#clock.now();
    const known = this.#remembered.get(key) ?? this.#recall(key);
    if (known === undefined) {
      this.#remember(key, {
        entry: { principal: name, action, resource, isAllowed, ...explain(), firstAt: now, lastAt: now, count: 1 },
        savedAt: 0,
      });
      return this.#save(key, now);
    }
    known.entry = { ...known.entry, lastAt: now, count: known.entry.count + 1 };
    if (now - known.savedAt >= savedEveryMs) this.#save(key, now);
  }

  /** In the order of principals, actions and resources. */
  list(): DecisionEntry[] {
    this.flush();
    return [...this.#kept.list()];
  }

  clear(): void {
    this.#remembered.clear();
    this.#kept.clear();
  }

  /** Writes counts that are only in memory. */
  flush(): void {
    const now = this.#clock.now();
    for (const key of this.#remembered.keys()) this.#save(key, now);
  }

  #recall(key: string): Remembered | undefined {
    const entry = this.#kept.get(key);
    if (entry === undefined) return undefined;
    const recalled = { entry, savedAt: this.#clock.now() };
    this.#remember(key, recalled);
    return recalled;
  }

  #remember(key: string, remembered: Remembered): void {
    if (this.#remembered.size >= rememberedMax) {
      this.flush();
      this.#remembered.clear();
    }
    this.#remembered.set(key, remembered);
  }

  #save(key: string, now: number): void {
    const remembered = this.#remembered.get(key);
    if (remembered === undefined) return;
    remembered.savedAt = now;
    this.#kept.put(key, remembered.entry);
  }
}

export function identityName(principal: Principal): string {
  if (principal.kind === "session") return principal.roleArn;
  if (principal.kind === "service") return principal.service;
  return principal.kind === "anonymous" ? "anonymous" : principal.arn;
}
