import { Readable } from "node:stream";
import type { Ids } from "@millrace/core";
import type { Blobs } from "../../kernel/store/blobs.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { Body } from "./model.ts";

/** Up to here a body costs less in the database than in a file of its own. */
const smallBytesMax = 64 * 1024;

type See = (bytes: Uint8Array) => Promise<void> | undefined;

export interface ByteRange {
  /** First byte. */
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
}

/** Reads and keeps the bytes of objects, in bounded memory whatever their size. */
export class Bodies {
  readonly #small: Collection<string>;
  readonly #blobs: Blobs;
  readonly #ids: Ids;

  constructor({ database, blobs, ids }: { database: Database; blobs: Blobs; ids: Ids }) {
    this.#small = new Collection(database, "small bodies");
    this.#blobs = blobs;
    this.#ids = ids;
  }

  /**
   * Keeps everything that `source` yields; `see` is shown each piece on its way, and may let the next one wait. Nothing is
   * kept when it fails.
   */
  async write(source: AsyncIterable<Uint8Array>, see: See): Promise<{ body: Body; bytes: number }> {
    const pieces = source[Symbol.asyncIterator]();
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    for (let piece = await pieces.next(); !piece.done; piece = await pieces.next()) {
      const room = see(piece.value);
      if (room !== undefined) await room;
      held.push(piece.value);
      heldBytes += piece.value.byteLength;
      if (heldBytes > smallBytesMax) return this.#writeBlob(held, pieces, see);
    }
    return { body: this.#writeSmall(Buffer.concat(held)), bytes: heldBytes };
  }

  #writeSmall(bytes: Buffer): Body {
    const id = this.#ids.text(24);
    this.#small.put(id, bytes.toString("base64"));
    return { kind: "small", id };
  }

  async #writeBlob(held: Uint8Array[], rest: AsyncIterator<Uint8Array>, see: See) {
    const { id, bytes } = await this.#blobs.write(joined(held, rest, see));
    return { body: { kind: "blobs", parts: [{ id, bytes }] } as const, bytes };
  }

  read(body: Body, range: ByteRange): Readable | Buffer {
    if (body.kind === "small") {
      return Buffer.from(this.#small.get(body.id) ?? "", "base64").subarray(range.start, range.end + 1);
    }
    const wanted = cutParts(body.parts, range);
    const letGo = this.#blobs.hold(body.parts.map(({ id }) => id));
    const [only] = wanted;
    const stream =
      only !== undefined && wanted.length === 1
        ? this.#blobs.read(only.id, only)
        : Readable.from(this.#chain(wanted), { objectMode: false });
    stream.once("close", letGo);
    return stream;
  }

  /** A small body as a file, so that it can stand in a row with others. */
  async asBlob(body: Body & { readonly kind: "small" }, bytes: number): Promise<{ id: string; bytes: number }> {
    const content = this.read(body, { start: 0, end: bytes - 1 });
    return this.#blobs.write(Readable.from([content]));
  }

  /** Says that what is being written now names this body. */
  keep(body: Body): void {
    if (body.kind === "blobs") for (const { id } of body.parts) this.#blobs.keep(id);
  }

  /** Forgets a body once what is being written now is committed, and nobody reads it. */
  delete(body: Body): void {
    if (body.kind === "small") this.#small.delete(body.id);
    else for (const { id } of body.parts) this.#blobs.delete(id);
  }

  async *#chain(parts: readonly Cut[]): AsyncIterable<Uint8Array> {
    for (const part of parts) yield* this.#blobs.read(part.id, part);
  }
}

interface Cut extends ByteRange {
  readonly id: string;
}

/** The pieces of a range in the files that hold it. */
function cutParts(parts: readonly { readonly id: string; readonly bytes: number }[], { start, end }: ByteRange): Cut[] {
  const cuts: Cut[] = [];
  let offset = 0;
  for (const { id, bytes } of parts) {
    const [first, last] = [Math.max(start - offset, 0), Math.min(end - offset, bytes - 1)];
    if (first <= last) cuts.push({ id, start: first, end: last });
    offset += bytes;
  }
  return cuts;
}

async function* joined(held: Uint8Array[], rest: AsyncIterator<Uint8Array>, see: See) {
  yield* held.splice(0);
  for (let piece = await rest.next(); !piece.done; piece = await rest.next()) {
    const room = see(piece.value);
    if (room !== undefined) await room;
    yield piece.value;
  }
}
