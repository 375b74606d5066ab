import type { Pipeline } from "../pipeline.ts";
import type { Place, Rejected } from "../record.ts";
import { RowMaker } from "./make-rows.ts";
import type { Accepted } from "./outcome.ts";
import { type RunOptions, runTools } from "./run-tools.ts";
import { valueOfText } from "./value-text.ts";

/** Puts what the branches have made of the records back together, one record at a time. */
export class Consolidation {
  readonly #rows: RowMaker;

  constructor(pipeline: Pipeline, options: RunOptions) {
    this.#rows = new RowMaker(pipeline, runTools(pipeline, options));
  }

  /** `texts`: what each branch made of the record, by the branch's name. */
  row(place: Place, texts: Readonly<Record<string, string>>): Accepted | Rejected {
    const results = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, valueOfText(text)]));
    return this.#rows.consolidate(place, results);
  }
}
