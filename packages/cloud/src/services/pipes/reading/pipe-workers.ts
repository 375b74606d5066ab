import { parseArn } from "@millrace/core";
import type { Scope } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { type Pipe, pipeArn } from "../model.ts";
import type { PipesStore } from "../store.ts";
import type { PipeReaders } from "./pipe-readers.ts";
import { QueueReader } from "./queue-reader.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { streamReader } from "./stream-pipe.ts";

/** What reads the sources of pipes: one reader per pipe that runs, each with the rights of the pipe's role. */
export class PipeWorkers implements PipeReaders {
  readonly #kernel: ServiceKernel;
  readonly #scope: Scope;
  readonly #readers = new Map<string, Reader>();
  /** The state that this is part of. */
  readonly #storeOf: () => PipesStore;

  constructor(kernel: ServiceKernel, scope: Scope, storeOf: () => PipesStore) {
    this.#kernel = kernel;
    this.#scope = scope;
    this.#storeOf = storeOf;
  }

  start(): void {
    for (const pipe of this.#storeOf().list()) this.follow(pipe);
  }

  follow(pipe: Pipe): void {
    this.forget(pipe.name);
    if (pipe.desiredState !== "RUNNING" || pipe.stateReason !== undefined) return;
    const store = this.#storeOf();
    const service = servicePrincipal("pipes.amazonaws.com", this.#scope.account, pipeArn(this.#scope, pipe.name));
    const options: ReaderOptions = {
      kernel: this.#kernel,
      scope: this.#scope,
      store,
      pipe,
      principal: () => store.roles.principal(pipe.roleArn, service, pipe.name),
    };
    const isQueue = parseArn(pipe.source)?.service === "sqs";
    const reader = isQueue ? new QueueReader(options) : streamReader(options);
    this.#readers.set(pipe.name, reader);
    // What is read must be durable before it is read.
    this.#kernel.afterCommit(() => reader.start());
  }

  forget(name: string): void {
    this.#readers.get(name)?.stop();
    this.#readers.delete(name);
  }

  stop(): void {
    for (const name of [...this.#readers.keys()]) this.forget(name);
  }
}
