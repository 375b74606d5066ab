import type { Connection, Submittable } from "pg";

/** The messages of the protocol that `pg` hands to what is submitted, as far as a COPY has any. */
interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** `COPY ... FROM STDIN` of bytes that are at hand. */
export class CopyIn implements Submittable {
  readonly done: Promise<void>;
  readonly #sql: string;
  readonly #bytes: Buffer;
  #error: Error | undefined;
  #resolve: () => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(sql: string, bytes: Buffer) {
    this.#sql = sql;
    this.#bytes = bytes;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    // `query` of a connection sends the simple query message; the types know it only on clients.
    Reflect.apply(Reflect.get(connection, "query"), connection, [this.#sql]);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.#bytes);
    connection.endCopyFrom();
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
