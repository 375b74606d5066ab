import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { notFound } from "./errors.ts";
import type { Pipe } from "./model.ts";
import { PipeWorkers } from "./reading/pipe-workers.ts";

/** How far a shard is read. */
interface Checkpoint {
  readonly sequenceNumber?: string | undefined;
  readonly isFinished: boolean;
}

/** The pipes of one account in one region. */
export class PipesStore {
  readonly scope: Scope;
  readonly roles: RoleSessions;
  readonly workers: PipeWorkers;
  readonly #pipes: Collection<Pipe>;
  readonly #checkpoints: Collection<Checkpoint & { readonly pipe: string; readonly shard: string }>;

  constructor(kernel: ServiceKernel, scope: Scope) {
    this.scope = scope;
    this.roles = new RoleSessions(kernel);
    this.#pipes = new Collection(kernel.database, "pipes");
    this.#checkpoints = new Collection(kernel.database, "checkpoints");
    this.workers = new PipeWorkers(kernel, scope, () => this);
  }

  find(name: string): Pipe | undefined {
    return this.#pipes.get(name);
  }

  /** Throws NotFoundException. */
  pipe(name: string): Pipe {
    const pipe = this.#pipes.get(name);
    if (pipe === undefined) throw notFound(`Pipe ${name} does not exist.`);
    return pipe;
  }

  list(prefix = ""): Pipe[] {
    return [...this.#pipes.list({ startingWith: prefix })];
  }

  /** What reads for it follows. */
  put(pipe: Pipe): void {
    this.#pipes.put(pipe.name, pipe);
    this.workers.follow(pipe);
  }

  putTags(pipe: Pipe): void {
    this.#pipes.put(pipe.name, pipe);
  }

  delete(name: string): void {
    this.workers.forget(name);
    this.#pipes.delete(name);
    for (const { shard } of [...this.#checkpoints.list({ under: name })]) this.#checkpoints.delete([name, shard]);
  }

  checkpoint(pipe: string, shard: string): Checkpoint | undefined {
    return this.#checkpoints.get([pipe, shard]);
  }

  putCheckpoint(pipe: string, shard: string, checkpoint: Checkpoint): void {
    if (this.#pipes.has(pipe)) this.#checkpoints.put([pipe, shard], { pipe, shard, ...checkpoint });
  }
}
