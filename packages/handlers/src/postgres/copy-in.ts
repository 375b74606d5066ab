import { once } from "node:events";
import type { Duplex } from "node:stream";
import type { Connection, Submittable } from "pg";

/** The messages of the protocol that `pg` hands to what is submitted, as far as a COPY has any. */
interface CopyConnection extends Connection {
  readonly stream: Duplex;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** `COPY ... FROM STDIN`, open for as long as bytes come: the server works on what it has while more is made. */
export class CopyIn implements Submittable {
  readonly #sql: string;
  readonly #open: Promise<CopyConnection>;
  readonly #done: Promise<void>;
  #error: Error | undefined;
  #opened: (connection: CopyConnection) => void = () => undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(sql: string) {
    this.#sql = sql;
    this.#done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#open = new Promise((resolve, reject) => {
      this.#opened = resolve;
      this.#done.catch(reject);
    });
    // Heard of by whoever writes next, or ends it.
    this.#open.catch(() => undefined);
  }

  /** Throws what the server has said of what was written before. */
  async write(bytes: Buffer): Promise<void> {
    const connection = await this.#open;
    if (this.#error !== undefined) throw this.#error;
    connection.sendCopyFromChunk(bytes);
    if (connection.stream.writableNeedDrain) await Promise.race([once(connection.stream, "drain"), this.#done]);
  }

  async end(): Promise<void> {
    const connection = await this.#open;
    if (this.#error === undefined) connection.endCopyFrom();
    await this.#done;
  }

  submit(connection: Connection): void {
    // `query` of a connection sends the simple query message; the types know it only on clients.
    Reflect.apply(Reflect.get(connection, "query"), connection, [this.#sql]);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#opened(connection);
  }

  handleError(error: Error): void {
    this.#error = error;
    // A connection that is gone says no more; an error of the COPY is followed by `handleReadyForQuery`, which comes too late to matter.
    this.#reject(error);
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#resolve();
  }
}
