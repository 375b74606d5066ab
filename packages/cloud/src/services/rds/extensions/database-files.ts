import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { Ids } from "@millrace/core";

/** Files on their way between a server and S3, in a folder of the server's. */
export class DatabaseFiles {
  readonly #ids: Ids;
  readonly #held = new Set<string>();
  #folder = "";

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  /** What was held in another folder is gone with it. */
  moveTo(folder: string): void {
    this.#folder = folder;
    this.#held.clear();
  }

  reserve(): { readonly id: string; readonly path: string } {
    const id = `aws-${this.#ids.uuid()}`;
    this.#held.add(id);
    return { id, path: join(this.#folder, id) };
  }

  async write(path: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, isZipped: boolean): Promise<void> {
    const target = createWriteStream(path, { mode: 0o600 });
    if (isZipped) await pipeline(Readable.from(bytes), createGunzip(), target);
    else await pipeline(Readable.from(bytes), target);
  }

  async open(id: string): Promise<{ readonly bytes: Readable; readonly size: number }> {
    if (!this.#held.has(id)) throw new Error(`There is no file ${id}`);
    const path = join(this.#folder, id);
    return { bytes: createReadStream(path), size: (await stat(path)).size };
  }

  async forget(id: string): Promise<void> {
    if (this.#held.delete(id)) await rm(join(this.#folder, id), { force: true });
  }
}
