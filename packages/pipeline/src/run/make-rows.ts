import type { Pipeline } from "../define-pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Anonymiser } from "../protect/actions.ts";
import { personalPath, taint } from "../protect/personal.ts";
import type { Rejected, SourceRecord } from "../record.ts";
import type { Item } from "../sinks/single-table.ts";
import { type FileInfo, RecordContext, RejectSignal } from "../step-context.ts";
import { rejectRecord } from "./check-record.ts";
import type { Accepted } from "./outcome.ts";

/** Runs the branches on one checked row, puts their results together and gives each sink its row. */
export class RowMaker {
  readonly #pipeline: Pipeline;
  readonly #file: FileInfo;
  readonly #anonymiser: Anonymiser;
  readonly #branches: Pipeline["branches"][string][];
  readonly #names: readonly string[];

  constructor(pipeline: Pipeline, file: FileInfo, anonymiser: Anonymiser) {
    this.#pipeline = pipeline;
    this.#file = file;
    this.#anonymiser = anonymiser;
    this.#branches = Object.values(pipeline.branches);
    this.#names = Object.keys(pipeline.branches);
  }

  /** A promise only where a branch returns one, so that plain functions cost no turn of the event loop. */
  make(record: SourceRecord, row: unknown): Accepted | Rejected | Promise<Accepted | Rejected> {
    if (typeof row !== "object" || row === null) {
      const message = "The record is not an object with fields";
      return rejectRecord(this.#pipeline, record, { code: "type-error", field: undefined, message });
    }
    const context = new RecordContext(record, this.#file, this.#anonymiser);
    try {
      const tainted = this.#pipeline.pii.length === 0 ? row : taint(row, this.#pipeline.pii);
      const results = this.#branches.map((branch) => branch(tainted, context));
      if (!results.some(isPromise)) return this.#consolidate(record, results, context);
      return Promise.all(results).then(
        (settled) => this.#consolidate(record, settled, context),
        (error) => this.#refuse(record, error),
      );
    } catch (error) {
      return this.#refuse(record, error);
    }
  }

  #consolidate(record: SourceRecord, results: readonly unknown[], context: RecordContext): Accepted | Rejected {
    try {
      const byName: Record<string, unknown> = {};
      for (let index = 0; index < results.length; index++) byName[this.#names[index] ?? ""] = results[index];
      const row = this.#pipeline.consolidate(byName, context);
      if (typeof row !== "object" || row === null)
        throw new TypeError("Cannot store what consolidate returned: expected a row");
      const { ordinal, line, byteOffset, byteLength } = record;
      return { kind: "accepted", ordinal, line, byteOffset, byteLength, items: this.#items(row) };
    } catch (error) {
      return this.#refuse(record, error);
    }
  }

  #items(row: object): Readonly<Record<string, Item>> {
    const items: Record<string, Item> = {};
    for (const [name, sink] of Object.entries(this.#pipeline.sinks)) {
      const item = sink.item(row);
      const path = this.#pipeline.pii.length === 0 ? undefined : personalPath(item);
      if (path !== undefined) {
        throw new PipelineError(
          "personal-data",
          `Cannot store field "${path}": it is personal and no action was applied`,
          {
            field: path,
            sink: name,
          },
        );
      }
      items[name] = item;
    }
    return items;
  }

  /** What a step throws is the record's fault, unless it is about the pipeline itself. */
  #refuse(record: SourceRecord, error: unknown): Rejected {
    if (error instanceof PipelineError) throw error;
    if (error instanceof RejectSignal) return rejectRecord(this.#pipeline, record, error);
    const message = error instanceof Error ? error.message : String(error);
    return rejectRecord(this.#pipeline, record, { code: "step-error", field: undefined, message });
  }
}

const isPromise = (value: unknown): boolean => value instanceof Promise;
