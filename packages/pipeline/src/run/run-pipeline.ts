import { blocks } from "../bytes/blocks.ts";
import { decompressed, withHead } from "../bytes/decompress.ts";
import { detectionBytes, readerFor } from "../formats/detect-format.ts";
import { type LookupSource, lookupFunctions } from "../lookups/lookup-batcher.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import { Anonymiser } from "../protect/actions.ts";
import type { RecordParser } from "../reader.ts";
import { detached, type Read, type Rejected, rejectedRawCharsMax, type SourceRecord } from "../record.ts";
import type { SchemaResult } from "../standard-schema.ts";
import type { FileInfo } from "../step-context.ts";
import { checkRecord, rejectIssues } from "./check-record.ts";
import { RowMaker } from "./make-rows.ts";
import type { Counts, Outcome, OutcomeBatch } from "./outcome.ts";

export interface RunOptions {
  /** The key of the object, or the path of the file. */
  readonly name: string;
  /** For `hash`; needed only by pipelines that use it. */
  readonly hashKey?: string | Uint8Array | undefined;
  /** Needed only by pipelines with look-ups. */
  readonly lookups?: LookupSource | undefined;
}

/** So many records wait for their asynchronous steps at a time. */
const inFlightMax = 256;

/**
 * Reads a file through a pipeline. Yields a batch per block of the file, as fast as they are taken, and never holds more than one; a
 * file that cannot be read further, or has more rejects than its quarantine allows, ends in a `PipelineError`.
 */
export async function* runPipeline(
  pipeline: Pipeline,
  bytes: AsyncIterable<Uint8Array>,
  options: RunOptions,
): AsyncGenerator<OutcomeBatch, void> {
  const content = await withHead(decompressed(bytes), detectionBytes);
  const parser = readerFor(Object.values(pipeline.source.formats), content.head, options.name).open();
  const run = new Run(pipeline, parser, options);
  for await (const block of blocks(content.rest)) yield await run.batch(parser.write(block), block.length);
  yield await run.batch(parser.end(), 0);
  run.refuseTooManyErrors();
}

class Run {
  readonly #pipeline: Pipeline;
  readonly #parser: RecordParser;
  readonly #rows: RowMaker;
  #counts: Counts = { records: 0, accepted: 0, rejected: 0, bytes: 0 };

  constructor(pipeline: Pipeline, parser: RecordParser, options: RunOptions) {
    const file: FileInfo = { name: options.name, partner: pipeline.source.partnerFrom?.(options.name) };
    this.#pipeline = pipeline;
    this.#parser = parser;
    this.#rows = new RowMaker(pipeline, {
      file,
      anonymiser: new Anonymiser({ pipeline: pipeline.name, key: options.hashKey }),
      lookup: lookupFunctions(pipeline.lookups, options.lookups),
    });
  }

  async batch(reads: readonly Read[], bytes: number): Promise<OutcomeBatch> {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < reads.length; from += inFlightMax) {
      const some = reads.slice(from, from + inFlightMax).map((read) => this.#outcome(read));
      const settled = some.some((outcome) => outcome instanceof Promise) ? await Promise.all(some) : some;
      // Nothing in `settled` is a promise any more, which the compiler cannot see.
      for (const outcome of settled as readonly Outcome[]) outcomes.push(this.#protected(outcome));
    }
    this.#count(outcomes, bytes);
    return { outcomes, counts: this.#counts, facts: this.#parser.facts };
  }

  refuseTooManyErrors(): void {
    const { records, rejected } = this.#counts;
    const { maxErrors, maxErrorRate } = this.#pipeline.quarantine;
    if (rejected > maxErrors) {
      throw tooManyErrors(
        `${rejected} of ${records} records were rejected: expected at most ${maxErrors}`,
        this.#counts,
      );
    }
    if (rejected > records * maxErrorRate) {
      const percent = Number((maxErrorRate * 100).toPrecision(4));
      throw tooManyErrors(
        `${rejected} of ${records} records were rejected: expected at most ${percent}%`,
        this.#counts,
      );
    }
  }

  #outcome(read: Read): Outcome | Promise<Outcome> {
    if (read.kind === "rejected") return read;
    const result = checkRecord(this.#pipeline, read);
    return result instanceof Promise ? result.then((settled) => this.#rowOf(read, settled)) : this.#rowOf(read, result);
  }

  #rowOf(record: SourceRecord, result: SchemaResult<unknown>): Outcome | Promise<Outcome> {
    if (result.issues !== undefined) return rejectIssues(this.#pipeline, record, result.issues);
    return this.#rows.make(record, result.value);
  }

  #protected(outcome: Outcome): Outcome {
    if (outcome.kind === "accepted") return outcome;
    return { ...outcome, raw: this.#rawOf(outcome) };
  }

  /** A reject outlives its block, so its text is cut and copied out of it. */
  #rawOf(rejected: Rejected): string {
    const { pii, rejects } = this.#pipeline;
    const raw = pii.length === 0 || rejects.raw === "whole" ? rejected.raw : this.#parser.maskRaw(rejected.raw, pii);
    return detached(raw.slice(0, rejectedRawCharsMax));
  }

  #count(outcomes: readonly Outcome[], bytes: number): void {
    const rejected = outcomes.reduce((count, outcome) => count + (outcome.kind === "rejected" ? 1 : 0), 0);
    this.#counts = {
      records: this.#counts.records + outcomes.length,
      accepted: this.#counts.accepted + outcomes.length - rejected,
      rejected: this.#counts.rejected + rejected,
      bytes: this.#counts.bytes + bytes,
    };
  }
}

const tooManyErrors = (message: string, { records, rejected }: Counts): PipelineError =>
  new PipelineError("too-many-errors", message, { records, rejected });
