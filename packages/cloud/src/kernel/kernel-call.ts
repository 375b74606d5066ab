import type { Clock, Ids, Log } from "@millrace/core";
import type { Headers } from "@millrace/wire";
import type { AwsCalls } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import type { Jobs } from "./jobs.ts";
import type { KernelRequest } from "./kernel-request.ts";
import type { Metrics } from "./metrics.ts";
import type { Access, Call } from "./operation.ts";
import type { Principal } from "./principal.ts";
import type { ServiceKernel } from "./service.ts";

const noHeaders: Headers = {};

const headersOf = (traceHeader: string | undefined): Headers =>
  traceHeader === undefined ? noHeaders : { "x-amzn-trace-id": traceHeader };

/** Throws unless the principal of a request has the rights. */
export type Authorize = (request: KernelRequest, accesses: readonly Access[]) => void;

/**
 * What an operation is given. A class, because it is made for every request: an object literal with a getter would get a
 * hidden class of its own each time, which costs the engine more than most operations.
 */
export class KernelCall implements Call<unknown> {
  readonly store: unknown;
  readonly account: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly aws: AwsCalls;
  readonly jobs: Jobs;
  readonly metrics: Metrics;
  readonly credentials: Credentials;
  readonly headers: Headers;
  readonly method: string | undefined;
  readonly #request: KernelRequest;
  readonly #authorize: Authorize;

  constructor(request: KernelRequest, store: unknown, kernel: ServiceKernel, authorize: Authorize) {
    this.store = store;
    this.account = request.account;
    this.region = request.region;
    this.principal = request.principal;
    this.requestId = request.requestId;
    this.clock = kernel.clock;
    this.ids = kernel.ids;
    this.log = kernel.log;
    this.aws = kernel.aws;
    this.jobs = kernel.jobs;
    this.metrics = kernel.metrics;
    this.credentials = kernel.credentials;
    this.headers = request.head?.headers ?? headersOf(request.traceHeader);
    this.method = request.head?.method;
    this.#request = request;
    this.#authorize = authorize;
  }

  authorize(access: Access): void {
    this.#authorize(this.#request, [access]);
  }

  get endpoint(): string {
    return this.#request.endpoint;
  }

  /** Made only for who asks. */
  get signal(): AbortSignal {
    return this.#request.signal;
  }
}
