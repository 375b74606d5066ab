import { storedBranch } from "../direct/direct-plan.ts";
import { JsonPage, type JsonSpan } from "../direct/json-page.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Place, Rejected } from "../record.ts";
import { rowSinks } from "../sinks/to.ts";
import { RowMaker } from "./make-rows.ts";
import { type Accepted, WrittenRow } from "./outcome.ts";
import { type RunOptions, runTools } from "./run-tools.ts";
import { plainJson, valueOfText } from "./value-text.ts";

/** Puts what the branches have made of the records back together, one record at a time. */
export class Consolidation {
  readonly #rows: RowMaker;
  readonly #stored: string | undefined;
  readonly #sinks: readonly string[];
  #page = new JsonPage(pageBytes);

  constructor(pipeline: Pipeline, options: RunOptions) {
    this.#rows = new RowMaker(pipeline, runTools(pipeline, options));
    this.#stored = storedBranch(pipeline);
    this.#sinks = rowSinks(pipeline.sinks).map(([name]) => name);
  }

  /** `texts`: what each branch made of the record, by the branch's name. */
  row(place: Place, texts: Readonly<Record<string, string>>): Accepted | Rejected {
    const json = this.#stored === undefined ? undefined : plainJson(texts[this.#stored] ?? "");
    if (json !== undefined) return new WrittenRow(place, this.#put(json), this.#sinks);
    const results = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, valueOfText(text)]));
    return this.#rows.consolidate(place, results);
  }

  #put(json: string): JsonSpan {
    if (this.#page.length > pageBytes) this.#page = new JsonPage(pageBytes);
    return this.#page.putRow(json);
  }
}

const pageBytes = 256 * 1024;
