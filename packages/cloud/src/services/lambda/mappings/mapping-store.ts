import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Checkpoint, Mapping } from "./mapping-model.ts";

/** The event source mappings of one account in one region, and how far they have read. */
export class MappingStore {
  readonly #mappings: Collection<Mapping>;
  readonly #checkpoints: Collection<Checkpoint>;

  constructor(database: Database) {
    this.#mappings = new Collection(database, "mappings");
    this.#checkpoints = new Collection(database, "checkpoints");
  }

  find(uuid: string): Mapping | undefined {
    return this.#mappings.get(uuid);
  }

  list(): IterableIterator<Mapping> {
    return this.#mappings.list();
  }

  put(mapping: Mapping): void {
    this.#mappings.put(mapping.uuid, mapping);
  }

  /** What the last batch came to; a mapping that is gone meanwhile stays gone. */
  putResult(uuid: string, lastResult: string): void {
    const mapping = this.find(uuid);
    if (mapping !== undefined && mapping.lastResult !== lastResult) this.put({ ...mapping, lastResult });
  }

  delete(uuid: string): void {
    this.#mappings.delete(uuid);
    for (const { shard } of [...this.#checkpoints.list({ under: uuid })]) this.#checkpoints.delete([uuid, shard]);
  }

  checkpoint(uuid: string, shard: string): Checkpoint | undefined {
    return this.#checkpoints.get([uuid, shard]);
  }

  putCheckpoint(uuid: string, checkpoint: Checkpoint): void {
    // A reader may still be at work on a mapping that was deleted under it.
    if (this.#mappings.has(uuid)) this.#checkpoints.put([uuid, checkpoint.shard], checkpoint);
  }
}
