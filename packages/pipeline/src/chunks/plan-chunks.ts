import { blocks } from "../bytes/blocks.ts";
import { withHead } from "../bytes/with-head.ts";
import { detectionBytes, readerFor } from "../formats/detect-format.ts";
import type { FileFacts, Reader } from "../reader.ts";
import type { Read } from "../record.ts";

/** A range of bytes of the unpacked file. */
export interface ByteRange {
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
}

/** A piece of a file that begins where a record begins and ends where one ends. */
export interface Chunk extends ByteRange {
  /** From 0. */
  readonly index: number;
  /** What its first record is in the file, and the line it is on. */
  readonly firstOrdinal: number;
  readonly firstLine: number;
  readonly records: number;
}

/**
 * How a file can be read in pieces. What stands before the first record (a header, an opening bracket, a root element) and behind the
 * last one is read with every piece, so that each of them is a file in itself.
 */
export interface ChunkPlan {
  readonly facts: FileFacts;
  readonly head: ByteRange;
  readonly tail: ByteRange;
  /** The line of the file's first record. */
  readonly headLine: number;
  readonly bytes: number;
  readonly chunks: readonly Chunk[];
}

export interface PlanChunksOptions {
  readonly name: string;
  readonly chunkBytes: number;
}

/** A file with more around its records than this is read in one piece: it would be read with each of them. */
const frameBytesMax = 1024 * 1024;

/** Formats in which the byte between two records belongs to neither of them. */
const isFramed: Readonly<Record<FileFacts["format"], boolean>> = {
  csv: false,
  ndjson: false,
  fixed: false,
  json: true,
  xml: true,
};

/** Reads an unpacked file once, as fast as its parser can, to find where its pieces begin. */
export async function planChunks(
  readers: readonly Reader[],
  bytes: AsyncIterable<Uint8Array>,
  options: PlanChunksOptions,
): Promise<ChunkPlan> {
  const { cutter, facts, size } = await scan(readers, bytes, options);
  return cutter.plan(facts, size);
}

/** What stands around the records of an unpacked file. */
export async function frameOf(
  readers: readonly Reader[],
  bytes: AsyncIterable<Uint8Array>,
  name: string,
): Promise<Pick<ChunkPlan, "facts" | "head" | "tail">> {
  const { cutter, facts, size } = await scan(readers, bytes, { name, chunkBytes: Number.POSITIVE_INFINITY });
  return { facts, ...cutter.frame(facts, size) };
}

async function scan(
  readers: readonly Reader[],
  bytes: AsyncIterable<Uint8Array>,
  { name, chunkBytes }: PlanChunksOptions,
): Promise<{ readonly cutter: ChunkCutter; readonly facts: FileFacts; readonly size: number }> {
  const content = await withHead(bytes, detectionBytes);
  const parser = readerFor(readers, content.head, name).open();
  const cutter = new ChunkCutter(chunkBytes);
  let size = 0;
  for await (const block of blocks(content.rest)) {
    size += block.length;
    cutter.add(parser.write(block));
  }
  cutter.add(parser.end());
  return { cutter, facts: parser.facts, size };
}

class ChunkCutter {
  readonly #chunkBytes: number;
  readonly #starts: Omit<Chunk, "end" | "index" | "records">[] = [];
  /** Where the last record before each start ends. */
  readonly #ends: number[] = [];
  #lastEnd = 0;
  #lastOrdinal = 0;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  add(reads: readonly Read[]): void {
    for (const { byteOffset, byteLength, ordinal, line } of reads) {
      const begun = this.#starts.at(-1);
      if (begun === undefined || byteOffset - begun.start >= this.#chunkBytes) {
        if (begun !== undefined) this.#ends.push(this.#lastEnd);
        this.#starts.push({ start: byteOffset, firstOrdinal: ordinal, firstLine: line });
      }
      this.#lastEnd = byteOffset + byteLength;
      this.#lastOrdinal = ordinal;
    }
  }

  frame({ format }: FileFacts, bytes: number): Pick<ChunkPlan, "head" | "tail"> {
    const head = { start: 0, end: this.#starts[0]?.start ?? bytes };
    return { head, tail: { start: isFramed[format] && head.end < bytes ? this.#lastEnd : bytes, end: bytes } };
  }

  plan(facts: FileFacts, bytes: number): ChunkPlan {
    const first = this.#starts[0];
    const headLine = first?.firstLine ?? 1;
    const nothing = { start: bytes, end: bytes };
    if (first === undefined) return { facts, bytes, headLine, head: nothing, tail: nothing, chunks: [] };
    const framed = isFramed[facts.format];
    const { head, tail } = this.frame(facts, bytes);
    const frameBytes = Math.max(head.end, tail.end - tail.start);
    if (frameBytes > frameBytesMax || this.#starts.length === 1) {
      const whole = {
        index: 0,
        start: 0,
        end: bytes,
        firstOrdinal: 1,
        firstLine: headLine,
        records: this.#lastOrdinal,
      };
      return { facts, bytes, headLine, head: { start: 0, end: 0 }, tail: nothing, chunks: [whole] };
    }
    const lastEnd = framed ? this.#lastEnd : bytes;
    const chunks = this.#starts.map((start, index) => {
      const next = this.#starts[index + 1];
      const end = next === undefined ? lastEnd : framed ? (this.#ends[index] ?? 0) : next.start;
      return { ...start, index, end, records: (next?.firstOrdinal ?? this.#lastOrdinal + 1) - start.firstOrdinal };
    });
    return { facts, bytes, headLine, head, tail, chunks };
  }
}
