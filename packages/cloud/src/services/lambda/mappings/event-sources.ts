import type { Principal } from "../../../kernel/principal.ts";
import type { FunctionVersion } from "../model.ts";
import type { Mapping } from "./mapping-model.ts";

/** What reads queues and streams for functions, as the mappings say. */
export interface EventSources {
  /** Takes up what was being read when the program last ended. */
  start(): void;
  /** Reads as the mapping now says, or no more. */
  follow(mapping: Mapping): void;
  forget(uuid: string): void;
  stop(): void;
  /** The role of a function as a caller of other services. Throws what STS throws. */
  principal(fn: FunctionVersion): Promise<Principal>;
}
