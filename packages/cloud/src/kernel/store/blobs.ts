import type { Readable } from "node:stream";

/** Large bodies as files. A blob never changes once it is written; whoever writes one keeps its id in the database. */
export interface Blobs {
  /** Writes everything that `source` yields. Nothing of it is visible when it fails. */
  write(source: AsyncIterable<Uint8Array>): Promise<WrittenBlob>;
  /** Bytes `start` to `end`, both inclusive; everything when left out. */
  read(id: string, range?: { readonly start: number; readonly end: number }): Readable;
  readAll(id: string): Promise<Buffer>;
  /** The file itself, for whoever needs a path. */
  path(id: string): string;
  /** Removed after the current transaction is committed. */
  delete(id: string): void;
}

export interface WrittenBlob {
  readonly id: string;
  readonly bytes: number;
}
