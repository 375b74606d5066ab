import type { Readable } from "node:stream";

/**
 * Large bodies as files. A blob never changes once it is written; whoever writes one keeps its id in the database, and
 * says so in the same transaction. What nobody has said to keep is removed when the cloud starts again.
 */
export interface Blobs {
  /** Writes everything that `source` yields. Nothing of it is visible when it fails. */
  write(source: AsyncIterable<Uint8Array>): Promise<WrittenBlob>;
  /** Says that the current transaction names this blob, which from now on stays until it is deleted. */
  keep(id: string): void;
  /** Bytes `start` to `end`, both inclusive; everything when left out. */
  read(id: string, range?: { readonly start: number; readonly end: number }): Readable;
  readAll(id: string): Promise<Buffer>;
  /** The file itself, for whoever needs a path. */
  path(id: string): string;
  /** Lets these blobs be read to their end even when they are deleted meanwhile. Answers how to let them go. */
  hold(ids: readonly string[]): () => void;
  /** Removed after the current transaction is committed, once nobody holds it. */
  delete(id: string): void;
}

export interface WrittenBlob {
  readonly id: string;
  readonly bytes: number;
}
