import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Checkpoint } from "../../../streams/checkpoint.ts";
import type { Mapping, TumblingWindow } from "./mapping-model.ts";

/** The event source mappings of one account in one region, and how far they have read. */
export class MappingStore {
  readonly #mappings: Collection<Mapping>;
  readonly #checkpoints: Collection<Checkpoint & { readonly shard: string }>;
  readonly #windows: Collection<TumblingWindow & { readonly shard: string }>;

  constructor(database: Database) {
    this.#mappings = new Collection(database, "mappings");
    this.#checkpoints = new Collection(database, "checkpoints");
    this.#windows = new Collection(database, "windows");
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
    for (const kept of [this.#checkpoints, this.#windows]) {
      for (const { shard } of [...kept.list({ under: uuid })]) kept.delete([uuid, shard]);
    }
  }

  checkpoint(uuid: string, shard: string): Checkpoint | undefined {
    return this.#checkpoints.get([uuid, shard]);
  }

  putCheckpoint(uuid: string, shard: string, checkpoint: Checkpoint): void {
    // A reader may still be at work on a mapping that was deleted under it.
    if (this.#mappings.has(uuid)) this.#checkpoints.put([uuid, shard], { shard, ...checkpoint });
  }

  window(uuid: string, shard: string): TumblingWindow | undefined {
    return this.#windows.get([uuid, shard]);
  }

  putWindow(uuid: string, shard: string, window: TumblingWindow | undefined): void {
    if (window === undefined) this.#windows.delete([uuid, shard]);
    else if (this.#mappings.has(uuid)) this.#windows.put([uuid, shard], { shard, ...window });
  }
}
