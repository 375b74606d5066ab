import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { ChildResult, MapInput, MapRun } from "./map-run.ts";

/** Map runs, what their children are to be given, and what has become of them. */
export class MapRunStore {
  readonly #runs: Collection<MapRun>;
  /** ARNs by the execution that they belong to. */
  readonly #ofExecution: Collection<string>;
  readonly #inputs: Collection<MapInput>;
  readonly #results: Collection<ChildResult>;
  /** Numbers of children that are to be redriven. */
  readonly #redrives: Collection<number>;

  constructor(database: Database) {
    this.#runs = new Collection(database, "mapRuns");
    this.#ofExecution = new Collection(database, "mapRunsOfExecution");
    this.#inputs = new Collection(database, "mapInputs");
    this.#results = new Collection(database, "mapResults");
    this.#redrives = new Collection(database, "mapRedrives");
  }

  find(arn: string): MapRun | undefined {
    return this.#runs.get(arn);
  }

  put(run: MapRun): void {
    this.#runs.put(run.arn, run);
    this.#ofExecution.put([run.executionArn, run.arn], run.arn);
  }

  *ofExecution(executionArn: string): IterableIterator<MapRun> {
    for (const arn of this.#ofExecution.list({ under: executionArn })) {
      const run = this.find(arn);
      if (run !== undefined) yield run;
    }
  }

  input(arn: string, index: number): MapInput | undefined {
    return this.#inputs.get([arn, index]);
  }

  inputs(arn: string): IterableIterator<MapInput> {
    return this.#inputs.list({ under: arn });
  }

  putInput(arn: string, input: MapInput): void {
    this.#inputs.put([arn, input.index], input);
  }

  hasResult(arn: string, index: number): boolean {
    return this.#results.has([arn, index]);
  }

  /** A child that succeeded is never run again. */
  putResult(arn: string, result: ChildResult): void {
    this.#results.put([arn, result.index], result);
    if (result.outcome === "succeeded") this.#inputs.delete([arn, result.index]);
  }

  /** A child is to be redriven: what has become of it stays until then. */
  putRedrive(arn: string, index: number): void {
    this.#redrives.put([arn, index], index);
  }

  /** What has become of the next child that is to be redriven. */
  nextRedrive(arn: string): ChildResult | undefined {
    const { value: index } = this.#redrives.list({ under: arn }).next();
    return index === undefined ? undefined : this.#results.get([arn, index]);
  }

  /** A child is redriven: nothing has become of it yet. */
  takeRedrive(arn: string, index: number): void {
    this.#redrives.delete([arn, index]);
    this.#results.delete([arn, index]);
  }

  /** In the order of their items. */
  results(arn: string): IterableIterator<ChildResult> {
    return this.#results.list({ under: arn });
  }
}
