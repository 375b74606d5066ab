import { createReadStream, mkdirSync, readdirSync, rmSync } from "node:fs";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Ids } from "@millrace/core";
import type { Blobs, WrittenBlob } from "./blobs.ts";
import type { Durability, Storage } from "./storage.ts";

/** Measured best between 64 KiB and 256 KiB: fewer reads than Node's default, no larger resident set than needed. */
const readBytes = 256 * 1024;

/** Characters of an id that name its folder, so that no folder grows beyond what file systems like. */
const folderCharacters = 2;

/** Blobs as files `<folder>/<first characters>/<id>`; what is being written stands in `<folder>/partial`. */
export class FileBlobs implements Blobs {
  readonly #folder: string;
  readonly #partial: string;
  readonly #storage: Storage;
  readonly #ids: Ids;
  readonly #isSynced: boolean;
  readonly #madeFolders = new Set<string>();

  constructor(options: { folder: string; storage: Storage; ids: Ids; durability: Durability }) {
    this.#folder = options.folder;
    this.#partial = join(options.folder, "partial");
    this.#storage = options.storage;
    this.#ids = options.ids;
    this.#isSynced = options.durability === "full";
    rmSync(this.#partial, { recursive: true, force: true });
    mkdirSync(this.#partial, { recursive: true });
  }

  async write(source: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
    const id = this.#ids.text(32);
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
      await rename(partial, this.#place(id));
    } catch (error) {
      await writing.catch(() => undefined);
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
      throw error;
    }
    return { id, bytes };
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

  delete(id: string): void {
    this.#storage.afterCommit(() => void rm(this.path(id), { force: true }));
  }

  /** Removes every blob that `isKept` disowns: what a crash left between a written file and its commit. */
  sweep(isKept: (id: string) => boolean): void {
    for (const folder of readdirSync(this.#folder)) {
      if (folder === "partial") continue;
      for (const id of readdirSync(join(this.#folder, folder))) {
        if (!isKept(id)) rmSync(join(this.#folder, folder, id), { force: true });
      }
    }
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
