import type { RequestHead } from "@millrace/wire";
import type { Scope } from "./operation.ts";
import type { Principal } from "./principal.ts";

/** A call as it reaches the kernel: who, what, where. */
export interface KernelRequest extends Scope {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly principal: Principal;
  readonly requestId: string;
  readonly signal: AbortSignal;
  /** How its client reaches this cloud. */
  readonly endpoint: string;
  /** The HTTP request that it came in; absent for calls from inside. */
  readonly head?: RequestHead;
}
