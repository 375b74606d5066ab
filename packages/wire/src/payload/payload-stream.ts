import { Readable } from "node:stream";
import type { ChecksumAlgorithm } from "../checksum/checksum.ts";
import { ChunkDecoder, incompleteBody } from "../chunked/chunk-decoder.ts";
import { ChunkSigner } from "../chunked/chunk-signer.ts";
import type { RequestHead } from "../request-head.ts";
import { isV4, type Signature } from "../signature/signature.ts";
import { BlockBuilder } from "./block-builder.ts";
import { Integrity } from "./integrity.ts";
import { isChunked, isChunkSigned } from "./payload-hash.ts";

const blocksReadyMax = 2;

export interface PayloadOptions {
  readonly head: RequestHead;
  readonly signature: Signature | undefined;
  /** The secret that signed the request; needed for bodies signed chunk by chunk. */
  readonly secretAccessKey: string | undefined;
}

/**
 * The content of an upload: taken out of its chunks, its signatures, sums and length checked while it flows. It fails with the
 * AwsError that the client is to see, after its last byte at the latest; until it has ended well nothing of it may be kept.
 */
export class PayloadStream extends Readable {
  readonly #source: Readable;
  readonly #integrity: Integrity;
  readonly #decoder: ChunkDecoder | undefined;
  readonly #blocks = new BlockBuilder((block) => this.#emit(block));
  #checksums: ReadonlyMap<ChecksumAlgorithm, string> = new Map();
  #isOver: boolean = false;

  constructor(source: Readable, options: PayloadOptions) {
    // Blocks are handed on one by one: what lies ready is not to be copied together once more.
    super({ objectMode: true, highWaterMark: blocksReadyMax });
    this.#source = source;
    this.#integrity = new Integrity(options.head);
    this.#decoder = isChunked(options.head) ? this.#chunkDecoder(options) : undefined;
    source.on("data", (bytes: Buffer) => this.#guard(() => this.#receive(bytes)));
    source.on("end", () => this.#guard(() => this.#finish()));
    source.on("error", (error) => this.destroy(error));
    source.on("close", () => this.#guard(() => this.destroy(incompleteBody())));
    source.pause();
  }

  /** The sums that were computed, in base64, by algorithm; complete once the stream has ended. */
  get checksums(): ReadonlyMap<ChecksumAlgorithm, string> {
    return this.#checksums;
  }

  /** Also computes this sum; to be asked for before reading. */
  compute(algorithm: ChecksumAlgorithm): this {
    this.#integrity.add(algorithm);
    return this;
  }

  override _read(): void {
    this.#source.resume();
  }

  /** The source is the client's connection, which is still to be answered: it is left alone. */
  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.#isOver = true;
    callback(error);
  }

  #chunkDecoder({ head, signature, secretAccessKey }: PayloadOptions): ChunkDecoder {
    const canSign = isChunkSigned(head) && signature !== undefined && isV4(signature) && secretAccessKey !== undefined;
    return new ChunkDecoder({
      onData: (bytes) => this.#blocks.write(bytes),
      signer: canSign ? new ChunkSigner(signature, secretAccessKey) : undefined,
    });
  }

  #guard(run: () => void): void {
    if (this.#isOver) return;
    try {
      run();
    } catch (error) {
      this.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #receive(bytes: Buffer): void {
    if (this.#decoder === undefined) this.#blocks.write(bytes);
    else this.#decoder.write(bytes);
  }

  #emit(block: Buffer): void {
    this.#integrity.update(block);
    if (!this.push(block)) this.#source.pause();
  }

  #finish(): void {
    this.#decoder?.end();
    this.#blocks.flush();
    this.#checksums = this.#integrity.finish(this.#decoder?.trailers ?? noTrailers);
    this.#isOver = true;
    this.push(null);
  }
}

const noTrailers: ReadonlyMap<string, string> = new Map();
