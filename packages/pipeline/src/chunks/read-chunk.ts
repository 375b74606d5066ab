import { blocks } from "../bytes/blocks.ts";
import type { DirectPlan } from "../direct/plan.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Reader, RecordParser } from "../reader.ts";
import type { Read } from "../record.ts";
import type { ByteRange, Chunk, ChunkPlan } from "./plan-chunks.ts";

/** The bytes of a range of the unpacked file. */
export type OpenRange = (range: ByteRange) => Promise<AsyncIterable<Uint8Array>>;

/** What is read of a chunk, with the parser that reads it. */
export interface ChunkReads {
  readonly reader: Reader;
  readonly parser: RecordParser;
  /** In batches; places are those in the file. */
  readonly batches: AsyncIterable<readonly Read[]>;
}

export interface ReadChunkOptions {
  readonly readers: readonly Reader[];
  readonly plan: Omit<ChunkPlan, "chunks">;
  readonly open: OpenRange;
  /** What becomes of records that nobody has to look at. */
  readonly direct?: DirectPlan | undefined;
}

/** Reads one piece of a file, as if everything before it had been read. */
export function readChunk(chunk: Chunk, { readers, plan, open, direct }: ReadChunkOptions): ChunkReads {
  const reader = readers.find(({ format }) => format === plan.facts.format);
  if (reader === undefined) {
    throw new PipelineError("unknown-format", `Cannot read on: the definition no longer has ${plan.facts.format}`);
  }
  const shift = {
    records: chunk.firstOrdinal - 1,
    lines: chunk.firstLine - plan.headLine,
    bytes: chunk.start - plan.head.end,
  };
  const parser = reader.open({ ...plan.facts, shift }, direct);
  return { reader, parser, batches: batchesOf(parser, plan, chunk, open) };
}

async function* batchesOf(
  parser: RecordParser,
  plan: Omit<ChunkPlan, "chunks">,
  chunk: Chunk,
  open: OpenRange,
): AsyncGenerator<readonly Read[]> {
  let records = 0;
  const parts = joined([plan.head, chunk, plan.tail], open);
  for await (const block of blocks(parts)) {
    const reads = parser.write(block);
    records += reads.length;
    yield reads;
  }
  const last = parser.end();
  records += last.length;
  yield last;
  if (records !== chunk.records) {
    throw new PipelineError(
      "format-error",
      `Cannot read the file in pieces: piece ${chunk.index} has ${records} records, expected ${chunk.records}`,
    );
  }
}

async function* joined(ranges: readonly ByteRange[], open: OpenRange): AsyncGenerator<Uint8Array> {
  for (const range of ranges) if (range.end > range.start) yield* await open(range);
}
