import type { ResponseSink } from "../runtime/response-sink.ts";

const waitingBytesMax = 1024 * 1024;

/** Parts of an answer on their way from a function to a reader, at the reader's pace. */
export class ChunkQueue implements ResponseSink {
  /** As the function named it; known once it has begun. */
  contentType: string | undefined;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #hasBegun = false;
  #hasEnded = false;
  #isAbandoned = false;
  #error: unknown;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  begin(contentType: string | undefined): void {
    this.contentType = contentType;
    this.#hasBegun = true;
    this.#wakeReader?.();
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.#isAbandoned) return;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.length;
    this.#wakeReader?.();
    while (this.#waitingBytes > waitingBytesMax && !this.#isAbandoned) {
      await new Promise<void>((resolve) => {
        this.#wakeWriter = resolve;
      });
    }
  }

  /** Nothing more comes but `rest`: the whole answer of a function that does not stream. */
  end(rest: Buffer | undefined): void {
    if (rest !== undefined && rest.length > 0) this.#waiting.push(rest);
    this.#hasEnded = true;
    this.#wakeReader?.();
  }

  fail(error: unknown): void {
    this.#error = error;
    this.end(undefined);
  }

  /** Resolves when the function has begun to answer, or has ended. Throws what stopped it. */
  async begun(): Promise<void> {
    while (!this.#hasBegun && !this.#hasEnded) await this.#somethingNew();
    if (this.#error !== undefined) throw this.#error;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const chunk = this.#waiting.shift();
        if (chunk !== undefined) {
          this.#waitingBytes -= chunk.length;
          this.#wakeWriter?.();
          yield chunk;
        } else if (this.#hasEnded) {
          if (this.#error !== undefined) throw this.#error;
          return;
        } else await this.#somethingNew();
      }
    } finally {
      // Nobody reads on: the function must not wait for ever.
      this.#isAbandoned = true;
      this.#wakeWriter?.();
    }
  }

  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeReader = resolve;
    });
  }
}
