import type { Scope } from "../../../kernel/operation.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { FunctionVersion } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import type { EventSources } from "./event-sources.ts";
import type { Mapping } from "./mapping-model.ts";
import { QueueReader } from "./queue-reader.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { streamReader } from "./stream-mapping.ts";

/** Sessions are replaced before they end. */
const sessionMsMin = 5 * 60_000;

interface Session {
  readonly principal: Principal;
  /** By the cloud's clock. */
  readonly expireAt: number;
}

/** What reads event sources, one reader per mapping that is enabled, each with the rights of its function's role. */
export class MappingWorkers implements EventSources {
  readonly #kernel: ServiceKernel;
  readonly #scope: Scope;
  readonly #readers = new Map<string, Reader>();
  readonly #sessions = new Map<string, Promise<Session>>();
  /** The state that this is part of. */
  readonly #storeOf: () => LambdaStore;

  constructor(kernel: ServiceKernel, scope: Scope, storeOf: () => LambdaStore) {
    this.#kernel = kernel;
    this.#scope = scope;
    this.#storeOf = storeOf;
  }

  start(): void {
    for (const mapping of [...this.#storeOf().mappings.list()]) this.follow(mapping);
  }

  follow(mapping: Mapping): void {
    this.forget(mapping.uuid);
    if (!mapping.isEnabled) return;
    const options: ReaderOptions = {
      kernel: this.#kernel,
      scope: this.#scope,
      store: this.#storeOf(),
      mapping,
      principal: (fn) => this.principal(fn),
    };
    const reader = mapping.kind === "sqs" ? new QueueReader(options) : streamReader(options);
    this.#readers.set(mapping.uuid, reader);
    // What is read must be durable before it is read.
    this.#kernel.afterCommit(() => reader.start());
  }

  forget(uuid: string): void {
    this.#readers.get(uuid)?.stop();
    this.#readers.delete(uuid);
  }

  stop(): void {
    for (const uuid of [...this.#readers.keys()]) this.forget(uuid);
  }

  async principal(fn: FunctionVersion): Promise<Principal> {
    const known = await this.#sessions.get(fn.roleArn)?.catch(() => undefined);
    if (known !== undefined && known.expireAt - this.#kernel.clock.now() > sessionMsMin) return known.principal;
    const session = this.#assume(fn);
    this.#sessions.set(fn.roleArn, session);
    return (await session).principal;
  }

  async #assume(fn: FunctionVersion): Promise<Session> {
    const { aws, credentials } = this.#kernel;
    const { Credentials: keys } = await aws.call(
      "sts",
      "AssumeRole",
      { RoleArn: fn.roleArn, RoleSessionName: fn.name },
      { principal: servicePrincipal("lambda.amazonaws.com", this.#scope.account, fn.arn) },
    );
    const { principal } = credentials.find(keys?.AccessKeyId ?? "");
    return { principal, expireAt: keys?.Expiration?.getTime() ?? 0 };
  }
}
