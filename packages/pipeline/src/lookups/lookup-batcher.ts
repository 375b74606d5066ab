import { PipelineError } from "../pipeline-error.ts";
import { Personal, personalValue } from "../protect/personal.ts";
import { RejectSignal } from "../reject-signal.ts";
import type { Lookup, Lookups } from "./lookup.ts";

/** Finds the values of some keys, in their order; undefined for a key that is not there. */
export type LookupSource = (lookup: Lookup, keys: readonly string[]) => Promise<readonly unknown[]>;

/** The source could not answer. No fault of any record, so the run ends with it and may be tried again. */
export class LookupFailure extends Error {
  constructor(name: string, cause: unknown) {
    super(`Cannot look up in "${name}": ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "LookupFailure";
  }
}

export type LookupFunctions = Readonly<Record<string, (key: string | Personal<string>) => Promise<unknown>>>;

/** So many keys are asked for at a time: what DynamoDB's BatchGetItem takes. */
const batchKeysMax = 100;

/** So many keys of a look-up are remembered. */
const rememberedMax = 10_000;

/** The functions that steps look things up with. All keys wanted in one turn of the event loop are asked for together. */
export function lookupFunctions(lookups: Lookups, source: LookupSource | undefined): LookupFunctions {
  return Object.fromEntries(
    Object.entries(lookups).map(([name, lookup]) => {
      const batcher = new LookupBatcher(name, lookup, source ?? noSource);
      return [
        name,
        (key: string | Personal<string>) => batcher.find(key instanceof Personal ? personalValue(key) : key),
      ];
    }),
  );
}

const noSource: LookupSource = async () => {
  throw new Error("the run was given nothing to look up with");
};

class LookupBatcher {
  readonly #name: string;
  readonly #lookup: Lookup;
  readonly #source: LookupSource;
  readonly #found = new Map<string, Promise<unknown>>();
  #wanted: {
    readonly key: string;
    readonly resolve: (value: unknown) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];

  constructor(name: string, lookup: Lookup, source: LookupSource) {
    this.#name = name;
    this.#lookup = lookup;
    this.#source = source;
  }

  async find(key: string): Promise<unknown> {
    const value = await this.#findOnce(String(key));
    if (value !== undefined) return value;
    const { missing } = this.#lookup;
    if (missing === "undefined") return undefined;
    if (missing === "reject") throw new RejectSignal("lookup-miss", `Nothing was found in "${this.#name}"`, undefined);
    return missing.value;
  }

  #findOnce(key: string): Promise<unknown> {
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    if (this.#found.size >= rememberedMax) this.#found.clear();
    const found = new Promise<unknown>((resolve, fail) => {
      if (this.#wanted.length === 0) queueMicrotask(() => this.#ask());
      this.#wanted.push({ key, resolve, fail });
    });
    this.#found.set(key, found);
    return found;
  }

  #ask(): void {
    const wanted = this.#wanted;
    this.#wanted = [];
    for (let from = 0; from < wanted.length; from += batchKeysMax) {
      const batch = wanted.slice(from, from + batchKeysMax);
      this.#valuesOf(batch.map(({ key }) => key)).then(
        (values) => {
          for (const [index, { resolve }] of batch.entries()) resolve(values[index]);
        },
        (error) => {
          for (const { fail } of batch) fail(error);
        },
      );
    }
  }

  async #valuesOf(keys: readonly string[]): Promise<readonly unknown[]> {
    let values: readonly unknown[];
    try {
      values = await this.#source(this.#lookup, keys);
    } catch (error) {
      throw error instanceof PipelineError ? error : new LookupFailure(this.#name, error);
    }
    return Promise.all(values.map((value) => (value === undefined ? undefined : this.#checked(value))));
  }

  async #checked(value: unknown): Promise<unknown> {
    const result = await this.#lookup.valueSchema["~standard"].validate(value);
    if (result.issues === undefined) return result.value;
    const what = result.issues.map(({ message }) => message).join("; ");
    throw new PipelineError("lookup-error", `Cannot use a value of "${this.#name}": ${what}`, { lookup: this.#name });
  }
}
