import { createReadStream, mkdirSync, readdirSync } from "node:fs";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Ids } from "@millrace/core";
import type { Blobs, WrittenBlob } from "./blobs.ts";
import { Collection } from "./collection.ts";
import type { Database } from "./database.ts";
import type { Durability, Storage } from "./storage.ts";

/** Measured: of 64 MiB each costs three quarters of what a bare server spends that reads 256 KiB at a time. */
const readBytes = 512 * 1024;

/** Characters of an id that name its folder, so that no folder grows beyond what file systems like. */
const folderCharacters = 2;

/** Files that are removed at a time by a sweep: quick enough, and out of the way of who waits for an answer. */
const sweptAtATime = 4;

export interface FileBlobsOptions {
  readonly folder: string;
  readonly storage: Storage;
  readonly database: Database;
  readonly ids: Ids;
  readonly durability: Durability;
}

/**
 * Blobs as files `<folder>/<first characters>/<id>`; what is being written stands in `<folder>/partial`.
 *
 * A table names the blobs that no committed transaction owns: those written and not yet kept, and those deleted and not
 * yet removed. A blob is named there before its file takes its place. So after a crash the table knows every file
 * that must go, and a start costs the same however many blobs there are.
 */
export class FileBlobs implements Blobs {
  readonly #folder: string;
  readonly #partial: string;
  readonly #storage: Storage;
  readonly #ids: Ids;
  readonly #isSynced: boolean;
  readonly #madeFolders = new Set<string>();
  readonly #unowned: Collection<string>;
  /** How often a blob is held. */
  readonly #holds = new Map<string, number>();
  /** Deleted while they were held. */
  readonly #doomed = new Set<string>();
  #isStopped = false;

  constructor({ folder, storage, database, ids, durability }: FileBlobsOptions) {
    this.#folder = folder;
    this.#partial = join(folder, "partial");
    this.#storage = storage;
    this.#ids = ids;
    this.#isSynced = durability === "full";
    this.#unowned = new Collection(database, "unowned");
    mkdirSync(this.#partial, { recursive: true });
  }

  async write(source: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
    const id = this.#ids.text(32);
    this.#unowned.put(id, id);
    const isNamed = this.#storage.settled();
    const partial = join(this.#partial, id);
    let bytes = 0;
    const file = await open(partial, "wx");
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const chunk of source) {
        // While one piece is on its way to the disk, the next one comes in and is summed up.
        await writing;
        writing = writeAll(file, chunk);
        // A failure is met by whoever awaits it next; until then nobody may call it unhandled.
        writing.catch(() => undefined);
        bytes += chunk.byteLength;
      }
      await writing;
      if (this.#isSynced) await file.sync();
      await file.close();
      await isNamed;
      await rename(partial, this.#place(id));
    } catch (error) {
      await writing.catch(() => undefined);
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
      this.#forget(id);
      throw error;
    }
    return { id, bytes };
  }

  keep(id: string): void {
    this.#unowned.delete(id);
  }

  read(id: string, range?: { readonly start: number; readonly end: number }): Readable {
    return createReadStream(this.path(id), { highWaterMark: readBytes, ...range });
  }

  readAll(id: string): Promise<Buffer> {
    return readFile(this.path(id));
  }

  path(id: string): string {
    return join(this.#folder, id.slice(0, folderCharacters), id);
  }

  hold(ids: readonly string[]): () => void {
    for (const id of ids) this.#holds.set(id, (this.#holds.get(id) ?? 0) + 1);
    return () => {
      for (const id of ids) this.#letGo(id);
    };
  }

  delete(id: string): void {
    this.#unowned.put(id, id);
    this.#storage.afterCommit(() => {
      if (this.#holds.has(id)) this.#doomed.add(id);
      else void this.#remove(id);
    });
  }

  /** Removes what an earlier run of the program has left. To be called before anything is written. */
  async sweep(): Promise<void> {
    const unowned = [...this.#unowned.list()];
    const partial = readdirSync(this.#partial).map((id) => join(this.#partial, id));
    const removals = [
      ...unowned.map((id) => () => this.#remove(id)),
      ...partial.map((path) => () => rm(path, { force: true })),
    ];
    const removeSome = async (): Promise<void> => {
      for (let next = removals.pop(); next !== undefined && !this.#isStopped; next = removals.pop()) await next();
    };
    await Promise.all(Array.from({ length: sweptAtATime }, removeSome));
  }

  /** Writes nothing more to the database. What is still to be removed is left for the next start. */
  stop(): void {
    this.#isStopped = true;
  }

  #letGo(id: string): void {
    const holds = (this.#holds.get(id) ?? 1) - 1;
    if (holds > 0) {
      this.#holds.set(id, holds);
      return;
    }
    this.#holds.delete(id);
    if (this.#doomed.delete(id)) void this.#remove(id);
  }

  /** What cannot be removed now stays named, and is tried again by the next start. */
  async #remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true }).then(
      () => this.#forget(id),
      () => undefined,
    );
  }

  #forget(id: string): void {
    if (!this.#isStopped) this.#unowned.delete(id);
  }

  #place(id: string): string {
    const folder = id.slice(0, folderCharacters);
    if (!this.#madeFolders.has(folder)) {
      mkdirSync(join(this.#folder, folder), { recursive: true });
      this.#madeFolders.add(folder);
    }
    return this.path(id);
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let rest = chunk; rest.byteLength > 0; ) {
    const { bytesWritten } = await file.write(rest);
    rest = rest.subarray(bytesWritten);
  }
}
