import type { Blobs } from "../../../kernel/store/blobs.ts";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { LayerVersion } from "./layer-model.ts";

/** The layers of one account in one region. Numbers of versions are never given twice. */
export class LayerStore {
  readonly #versions: Collection<LayerVersion>;
  readonly #last: Collection<number>;
  readonly #blobs: Blobs;

  constructor(database: Database, blobs: Blobs) {
    this.#versions = new Collection(database, "layers");
    this.#last = new Collection(database, "layer-numbers");
    this.#blobs = blobs;
  }

  nextVersion(name: string): number {
    return (this.#last.get(name) ?? 0) + 1;
  }

  find(name: string, version: number): LayerVersion | undefined {
    return this.#versions.get([name, version]);
  }

  /** Of one layer, newest first. */
  versions(name: string): IterableIterator<LayerVersion> {
    return this.#versions.list({ under: name, reverse: true });
  }

  /** The newest version of each layer, in the order of their names. */
  *newest(): IterableIterator<LayerVersion> {
    let last: LayerVersion | undefined;
    for (const version of this.#versions.list()) {
      if (last !== undefined && last.name !== version.name) yield last;
      last = version;
    }
    if (last !== undefined) yield last;
  }

  put(version: LayerVersion): void {
    this.#blobs.keep(version.code.blobId);
    this.#versions.put([version.name, version.version], version);
    this.#last.put(version.name, Math.max(version.version, this.#last.get(version.name) ?? 0));
  }

  /** Functions that have it keep it: their environments unpacked it under its hash, and its zip stays while they do. */
  delete({ name, version }: LayerVersion): void {
    this.#versions.delete([name, version]);
  }
}
