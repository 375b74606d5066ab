import { blocks } from "../bytes/blocks.ts";
import { decompressed } from "../bytes/decompress.ts";
import { withHead } from "../bytes/with-head.ts";
import { refuseWrongTotals } from "../checks/file-checker.ts";
import { type Checked, RecordChecker } from "../contract/record-checker.ts";
import { planOfRows } from "../direct/direct-plan.ts";
import { detectionBytes, readerFor } from "../formats/detect-format.ts";
import type { Pipeline } from "../pipeline.ts";
import type { RecordParser } from "../reader.ts";
import type { Read, Rejected, SourceRecord } from "../record.ts";
import { rowSinks } from "../sinks/to.ts";
import type { RunTools } from "../step-context.ts";
import { RowMaker } from "./make-rows.ts";
import { type Counts, type Outcome, type OutcomeBatch, WrittenRow } from "./outcome.ts";
import { protectedReject } from "./protected-reject.ts";
import { refuseTooManyErrors } from "./refuse-too-many-errors.ts";
import { fillVault, type RunOptions, runTools } from "./run-tools.ts";

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
  const reader = readerFor(Object.values(pipeline.source.formats), content.head, options.name);
  const tools = runTools(pipeline, options);
  const parser = reader.open(undefined, planOfRows(pipeline, tools.anonymiser));
  const checker = new RecordChecker(pipeline, reader.fields);
  const run = new Run(pipeline, { parser, checker, tools }, options);
  for await (const block of blocks(content.rest)) yield await run.batch(parser.write(block), block.length);
  yield await run.batch(parser.end(), 0);
  run.refuse();
}

class Run {
  readonly #pipeline: Pipeline;
  readonly #parser: RecordParser;
  readonly #checker: RecordChecker;
  readonly #rows: RowMaker;
  readonly #options: RunOptions;
  readonly #tools: RunTools;
  readonly #sinks: readonly string[];
  #counts: Counts = { records: 0, accepted: 0, rejected: 0, bytes: 0 };

  constructor(
    pipeline: Pipeline,
    {
      parser,
      checker,
      tools,
    }: { readonly parser: RecordParser; readonly checker: RecordChecker; readonly tools: RunTools },
    options: RunOptions,
  ) {
    this.#pipeline = pipeline;
    this.#parser = parser;
    this.#checker = checker;
    this.#options = options;
    this.#tools = tools;
    this.#rows = new RowMaker(pipeline, this.#tools);
    this.#sinks = rowSinks(pipeline.sinks).map(([name]) => name);
  }

  async batch(reads: readonly Read[], bytes: number): Promise<OutcomeBatch> {
    const outcomes: Outcome[] = [];
    for (let from = 0; from < reads.length; from += inFlightMax) {
      const some = this.#outcomes(reads, from, Math.min(from + inFlightMax, reads.length));
      for (const outcome of some instanceof Promise ? await some : some) outcomes.push(this.#protected(outcome));
    }
    await fillVault(this.#tools, this.#options);
    this.#count(outcomes, bytes);
    return { outcomes, counts: this.#counts, facts: this.#parser.facts, drift: this.#checker.drift };
  }

  /** Throws where the file as a whole may not be published. */
  refuse(): void {
    refuseTooManyErrors(this.#pipeline.quarantine, this.#counts);
    refuseWrongTotals(this.#pipeline, this.#counts.records, this.#checker.file.totals);
  }

  /** What becomes of some of the records. A promise only where a step returns one. */
  #outcomes(reads: readonly Read[], from: number, behind: number): readonly Outcome[] | Promise<readonly Outcome[]> {
    const settled: Outcome[] = [];
    const waiting: (Outcome | Promise<Outcome>)[] = [];
    let waits = false;
    for (let index = from; index < behind; index++) {
      const outcome = this.#outcome(reads[index] as Read);
      if (outcome === undefined) continue;
      waits ||= outcome instanceof Promise;
      waiting.push(outcome);
      if (!(outcome instanceof Promise)) settled.push(outcome);
    }
    return waits ? Promise.all(waiting) : settled;
  }

  /** Undefined for what is no record. */
  #outcome(read: Read): Outcome | undefined | Promise<Outcome> {
    if (read.kind === "rejected") return read;
    if (read.written !== undefined) {
      return this.#checker.checkWritten(read, read.written) ?? new WrittenRow(read, read.written, this.#sinks);
    }
    const checked = this.#checker.check(read);
    if (checked === undefined) return undefined;
    return checked instanceof Promise
      ? checked.then((settled) => this.#rowOf(read, settled))
      : this.#rowOf(read, checked);
  }

  #rowOf(record: SourceRecord, checked: Checked | Rejected): Outcome | Promise<Outcome> {
    return checked.kind === "row" ? this.#rows.make(record, checked.row) : checked;
  }

  #protected(outcome: Outcome): Outcome {
    return outcome.kind === "accepted" ? outcome : protectedReject(this.#pipeline, this.#parser, outcome);
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
