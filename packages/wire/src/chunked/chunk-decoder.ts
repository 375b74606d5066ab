import { createHash, type Hash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { ChunkSigner } from "./chunk-signer.ts";

export interface ChunkDecoderOptions {
  /** Where the decoded bytes go. */
  readonly onData: (bytes: Buffer) => void;
  /** Checks the signatures of the chunks; absent when they have none. */
  readonly signer: ChunkSigner | undefined;
}

/** A chunk's size and signature, or a trailing header, are one line. */
const lineBytesMax = 16 * 1024;
const trailersMax = 32;

/**
 * Takes `aws-chunked` bodies apart, as they come: sizes, data, trailing headers.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html#sigv4-chunked-body-definition
 */
export class ChunkDecoder {
  readonly trailers = new Map<string, string>();
  readonly #options: ChunkDecoderOptions;
  #state: "size" | "data" | "dataEnd" | "trailer" | "done" = "size";
  #line = "";
  #left = 0;
  #hash: Hash | undefined;
  #signature: string | undefined;
  #signedTrailers = "";
  #isTrailerSigned = false;

  constructor(options: ChunkDecoderOptions) {
    this.#options = options;
  }

  write(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) at = this.#state === "data" ? this.#readData(bytes, at) : this.#readLine(bytes, at);
  }

  /** To be called when the body is over. Some clients leave out the last line end. */
  end(): void {
    if (this.#state === "trailer" && this.#line === "") this.#finish();
    if (this.#state !== "done") throw incompleteBody();
  }

  #readData(bytes: Buffer, at: number): number {
    const part = bytes.subarray(at, at + this.#left);
    this.#left -= part.length;
    this.#hash?.update(part);
    this.#options.onData(part);
    if (this.#left === 0) this.#endChunk("dataEnd");
    return at + part.length;
  }

  #readLine(bytes: Buffer, at: number): number {
    if (this.#state === "done") throw malformedChunks();
    const end = bytes.indexOf(0x0a, at);
    this.#line += bytes.toString("latin1", at, end < 0 ? bytes.length : end);
    if (this.#line.length > lineBytesMax) throw malformedChunks();
    if (end < 0) return bytes.length;
    const line = this.#line.endsWith("\r") ? this.#line.slice(0, -1) : this.#line;
    this.#line = "";
    this.#takeLine(line);
    return end + 1;
  }

  #takeLine(line: string): void {
    if (this.#state === "size") this.#beginChunk(line);
    else if (this.#state === "trailer") this.#takeTrailer(line);
    else if (line === "") this.#state = "size";
    else throw malformedChunks();
  }

  #beginChunk(line: string): void {
    const [, size, signature] = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]*))?$/.exec(line) ?? [];
    if (size === undefined) throw malformedChunks();
    this.#left = Number.parseInt(size, 16);
    this.#signature = signature;
    if (this.#options.signer !== undefined) this.#hash = createHash("sha256");
    if (this.#left === 0) this.#endChunk("trailer");
    else this.#state = "data";
  }

  #endChunk(next: "dataEnd" | "trailer"): void {
    if (this.#hash !== undefined) this.#options.signer?.checkChunk(this.#hash.digest("hex"), this.#signature);
    this.#state = next;
  }

  #takeTrailer(line: string): void {
    if (line === "") {
      this.#finish();
      return;
    }
    const colon = line.indexOf(":");
    if (colon < 0 || this.trailers.size >= trailersMax) throw malformedChunks();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === "x-amz-trailer-signature") {
      this.#options.signer?.checkTrailer(this.#signedTrailers, value);
      this.#isTrailerSigned = true;
      return;
    }
    this.trailers.set(name, value);
    this.#signedTrailers += `${name}:${value}\n`;
  }

  #finish(): void {
    if (this.#options.signer !== undefined && this.trailers.size > 0 && !this.#isTrailerSigned) {
      this.#options.signer.checkTrailer(this.#signedTrailers, undefined);
    }
    this.#state = "done";
  }
}

export const incompleteBody = (): AwsError =>
  new AwsError("IncompleteBody", "The request body terminated unexpectedly", { status: 400 });

const malformedChunks = (): AwsError =>
  new AwsError("InvalidRequest", "The body of the request is not well chunked", { status: 400 });
