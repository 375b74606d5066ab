import type { Principal } from "../../../kernel/principal.ts";
import type { Json } from "../json.ts";

/** One call that a Task makes. */
export interface TaskRequest {
  readonly parameters: Json;
  readonly principal: Principal;
  readonly machineArn: string;
  readonly executionArn: string;
  readonly signal: AbortSignal;
}

export interface TaskOutput {
  readonly output: Json;
  /** Of an execution that the call has started. */
  readonly childArn?: string | undefined;
}
