import { isLastStep, storedBranch } from "../direct/direct-plan.ts";
import { LookupFailure } from "../lookups/lookup-batcher.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import { personalPath, taint } from "../protect/personal.ts";
import type { Place, Rejected, SourceRecord } from "../record.ts";
import { RejectSignal } from "../reject-signal.ts";
import type { Item } from "../sinks/row-sink.ts";
import { rowSinks } from "../sinks/to.ts";
import { RecordContext, type RunTools } from "../step-context.ts";
import { rejectRecord } from "./check-record.ts";
import type { Accepted } from "./outcome.ts";
import { valueText } from "./value-text.ts";

/** What a branch made of a row, as text. */
export interface BranchValue {
  readonly kind: "value";
  readonly text: string;
}

/** Runs the branches on one checked row, puts their results together and gives each sink its row. */
export class RowMaker {
  readonly #pipeline: Pipeline;
  readonly #tools: RunTools;
  readonly #branches: Pipeline["branches"][string][];
  readonly #names: readonly string[];
  /** Whether nothing stands between a branch and the row, which is put together only to see whether it is refused. */
  readonly #isLast: boolean;
  readonly #sinks: ReturnType<typeof rowSinks>;

  constructor(pipeline: Pipeline, tools: RunTools) {
    this.#pipeline = pipeline;
    this.#tools = tools;
    this.#branches = Object.values(pipeline.branches);
    this.#names = Object.keys(pipeline.branches);
    this.#isLast = isLastStep(pipeline) && storedBranch(pipeline) === undefined;
    this.#sinks = rowSinks(pipeline.sinks);
  }

  /** A promise only where a branch returns one, so that plain functions cost no turn of the event loop. */
  make(record: SourceRecord, row: unknown): Accepted | Rejected | Promise<Accepted | Rejected> {
    if (!isRow(row)) return this.#notRow(record);
    const context = new RecordContext(record, this.#tools);
    try {
      const tainted = this.#tainted(row);
      const results = this.#branches.map((branch) => branch(tainted, context));
      if (!results.some(isPromise)) return this.#together(record, results, context);
      return Promise.all(results).then(
        (settled) => this.#together(record, settled, context),
        (error) => this.#refuse(record, error),
      );
    } catch (error) {
      return this.#refuse(record, error);
    }
  }

  /** What one branch makes of a row. Where it is the only one, what `consolidate` and the sinks refuse is refused here already. */
  branch(name: string, record: SourceRecord, row: unknown): BranchValue | Rejected | Promise<BranchValue | Rejected> {
    if (!isRow(row)) return this.#notRow(record);
    const branch = this.#pipeline.branches[name];
    if (branch === undefined) {
      throw new PipelineError("definition-error", `Cannot run branch "${name}": the definition has none of that name`);
    }
    const context = new RecordContext(record, this.#tools);
    const valueFrom = (value: unknown): BranchValue | Rejected => {
      const row = this.#isLast ? this.#together(record, [value], context) : undefined;
      return row?.kind === "rejected" ? row : { kind: "value", text: valueText(value) };
    };
    try {
      const value = branch(this.#tainted(row), context);
      return value instanceof Promise
        ? value.then(valueFrom).catch((error: unknown) => this.#refuse(record, error))
        : valueFrom(value);
    } catch (error) {
      return this.#refuse(record, error);
    }
  }

  /** The row that the results of all branches, by name, are put together to; a reject then has neither record nor raw text. */
  consolidate(place: Place, results: Readonly<Record<string, unknown>>): Accepted | Rejected {
    const record: SourceRecord = { ...place, kind: "record", value: undefined, raw: "" };
    return this.#consolidate(record, results, new RecordContext(place, this.#tools));
  }

  #together(record: SourceRecord, results: readonly unknown[], context: RecordContext): Accepted | Rejected {
    const byName: Record<string, unknown> = {};
    for (let index = 0; index < results.length; index++) byName[this.#names[index] ?? ""] = results[index];
    return this.#consolidate(record, byName, context);
  }

  #consolidate(record: SourceRecord, results: object, context: RecordContext): Accepted | Rejected {
    try {
      const row = this.#pipeline.consolidate(results, context);
      if (!isRow(row)) throw new TypeError("Cannot store what consolidate returned: expected a row");
      const { ordinal, line, byteOffset, byteLength } = record;
      return { kind: "accepted", ordinal, line, byteOffset, byteLength, items: this.#items(row) };
    } catch (error) {
      return this.#refuse(record, error);
    }
  }

  #items(row: object): Readonly<Record<string, Item>> {
    const items: Record<string, Item> = {};
    for (const [name, sink] of this.#sinks) {
      const item = sink.item(row);
      if (item === undefined) continue;
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

  #tainted(row: object): object {
    return this.#pipeline.pii.length === 0 ? row : taint(row, this.#pipeline.pii);
  }

  #notRow(record: SourceRecord): Rejected {
    const message = "The record is not an object with fields";
    return rejectRecord(this.#pipeline, record, { code: "type-error", field: undefined, message });
  }

  /** What a step throws is the record's fault, unless it is about the pipeline itself. */
  #refuse(record: SourceRecord, error: unknown): Rejected {
    if (error instanceof PipelineError || error instanceof LookupFailure) throw error;
    if (error instanceof RejectSignal) return rejectRecord(this.#pipeline, record, error);
    const message = error instanceof Error ? error.message : String(error);
    return rejectRecord(this.#pipeline, record, { code: "step-error", field: undefined, message });
  }
}

const isRow = (row: unknown): row is object => typeof row === "object" && row !== null;

const isPromise = (value: unknown): boolean => value instanceof Promise;
