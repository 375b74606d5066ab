import type { Clock, Ids, Log } from "@millrace/core";
import type { Headers, Shape } from "@millrace/wire";
import type { AwsCalls } from "./calls.ts";
import type { Credentials } from "./credentials.ts";
import type { Jobs } from "./jobs.ts";
import type { Metrics } from "./metrics.ts";
import type { Principal } from "./principal.ts";

/** Where state lives: one account in one region. Services whose names are global use region "aws-global". */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** What an operation is given besides its input. Nothing ambient, nothing global. */
export interface Call<Store> extends Scope {
  /** The service's state in this account and region. */
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly principal: Principal;
  readonly requestId: string;
  /** Calls to other services. They pass the same authorization as a call from outside. */
  readonly aws: AwsCalls;
  /** Work to be done after this call; what is added here survives a crash once the call is answered. */
  readonly jobs: Jobs;
  /** What this service measures about itself, for CloudWatch. */
  readonly metrics: Metrics;
  /** The access keys that this cloud has issued. */
  readonly credentials: Credentials;
  /** Where clients reach this cloud, e.g. `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** Throws what AWS throws unless the caller may do this as well: for rights that depend on what is found. */
  authorize(access: Access): void;
  /** Aborted when the client goes away before its answer. */
  readonly signal: AbortSignal;
  /** Headers of the request in lower case; empty for calls from inside. */
  readonly headers: Headers;
  /** Of the request over HTTP; undefined for calls from inside. */
  readonly method: string | undefined;
}

/** One thing that a call touches, in the words of IAM. */
export interface Access {
  /** e.g. `s3:GetObject` */
  readonly action: string;
  /** The ARN, or `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys beyond the global ones, e.g. `{ "s3:prefix": "orders/" }`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** One operation of one service: what it needs permission for, and what it does. */
export interface Operation<Store, S extends Shape> {
  /** Empty only for operations that AWS lets everybody call, such as sts:GetCallerIdentity. */
  readonly access: (input: S["input"], scope: Scope, store: Store, principal: Principal) => Access | readonly Access[];
  /**
   * Finds, refuses, computes, changes, tells, answers. All changes of state happen in one turn of the event loop, after
   * everything that may be refused: they are committed together, and the answer leaves after the commit.
   */
  readonly run: (call: Call<Store>, input: S["input"]) => Answer<S["output"]> | Promise<Answer<S["output"]>>;
}

/** An operation whose output has no required member may answer nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is the return type of a function, one step away
type Answer<Output> = Record<never, never> extends Output ? Output | undefined | void : Output;
