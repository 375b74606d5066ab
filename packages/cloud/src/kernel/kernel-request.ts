import type { RequestHead } from "@millrace/wire";
import type { Passage } from "../reach/path.ts";
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
  readonly head?: RequestHead | undefined;
  /** The service that asks in the name of the principal. */
  readonly via?: string | undefined;
  /** Of calls from inside; others have theirs in their head. */
  readonly traceHeader?: string | undefined;
  /** How a request over HTTP came here, if its sender is in a network. */
  readonly passage?: Passage | undefined;
  /** Somebody looks into the cloud from the console: no fault strikes them. */
  readonly isLook?: boolean;
}

/** A request as it is heard elsewhere than where it was sent. What few operations look at is asked of the request itself. */
export class RequestAtHome implements KernelRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly head: RequestHead | undefined;
  readonly via: string | undefined;
  readonly traceHeader: string | undefined;
  readonly passage: Passage | undefined;
  readonly #request: KernelRequest;

  constructor(request: KernelRequest, home: Partial<Scope>) {
    this.service = request.service;
    this.operation = request.operation;
    this.input = request.input;
    this.principal = request.principal;
    this.account = home.account ?? request.account;
    this.region = home.region ?? request.region;
    this.requestId = request.requestId;
    this.head = request.head;
    this.via = request.via;
    this.traceHeader = request.traceHeader;
    this.passage = request.passage;
    this.#request = request;
  }

  get endpoint(): string {
    return this.#request.endpoint;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }
}
