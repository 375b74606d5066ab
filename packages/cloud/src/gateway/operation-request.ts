import type { RequestHead } from "@millrace/wire";
import type { Principal } from "../kernel/principal.ts";
import type { Passage } from "../reach/path.ts";
import { anonymous } from "./authenticate.ts";
import type { OperationRequest } from "./door.ts";
import type { Exchange } from "./exchange.ts";

/** What the door is asked on behalf of a request. What few operations look at is made when they do. */
class ExchangeRequest implements OperationRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly principal: Principal;
  readonly account: string;
  readonly region: string;
  readonly requestId: string;
  readonly head: RequestHead;
  readonly passage: Passage | undefined;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, asked: Asked) {
    this.service = asked.service;
    this.operation = asked.operation;
    this.input = asked.input;
    this.principal = asked.principal ?? exchange.principal ?? anonymous;
    this.account = this.principal.account;
    this.region = exchange.region;
    this.requestId = exchange.requestId;
    this.head = exchange.head;
    this.passage = exchange.passage;
    this.#exchange = exchange;
  }

  get endpoint(): string {
    return this.#exchange.endpoint;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }
}

export interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** Whoever signed the request when left out. */
  readonly principal?: Principal;
}

export const operationRequest = (exchange: Exchange, asked: Asked): OperationRequest =>
  new ExchangeRequest(exchange, asked);
