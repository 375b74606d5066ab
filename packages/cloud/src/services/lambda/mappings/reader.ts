import type { CallOptions } from "../../../kernel/calls.ts";
import type { Scope } from "../../../kernel/operation.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { JsonEvent } from "../../../streams/stream-record.ts";
import type { FunctionVersion } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import type { Mapping, StreamSettings } from "./mapping-model.ts";

export interface ReaderOptions {
  readonly kernel: ServiceKernel;
  readonly scope: Scope;
  readonly store: LambdaStore;
  readonly mapping: Mapping;
  readonly principal: (fn: FunctionVersion) => Promise<Principal>;
}

/** Reads one event source for one function until it is stopped. */
export interface Reader {
  start(): void;
  /** What runs is left to end by itself; nothing new begins. */
  stop(): void;
}

export interface ShardOptions extends ReaderOptions {
  readonly settings: StreamSettings;
  readonly shardId: string;
  readonly caller: () => Promise<CallOptions>;
  readonly passes: (event: JsonEvent) => boolean;
  readonly isStopped: () => boolean;
}
