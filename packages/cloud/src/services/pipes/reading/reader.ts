import type { Scope } from "../../../kernel/operation.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { Pipe } from "../model.ts";
import type { PipesStore } from "../store.ts";

export interface ReaderOptions {
  readonly kernel: ServiceKernel;
  readonly scope: Scope;
  readonly store: PipesStore;
  readonly pipe: Pipe;
  /** The session of the pipe's role. */
  readonly principal: () => Promise<Principal>;
}

/** Reads the source of one pipe until it is stopped. */
export interface Reader {
  start(): void;
  /** What runs is left to end by itself; nothing new begins. */
  stop(): void;
}
