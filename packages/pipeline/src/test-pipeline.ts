import type { Lookup } from "./lookups/lookup.ts";
import type { LookupSource } from "./lookups/lookup-batcher.ts";
import type { Pipeline } from "./pipeline.ts";
import { type CheckFileOptions, checkFile, type FileReport } from "./run/check-file.ts";
import type { Item } from "./sinks/row-sink.ts";

export interface TestOptions {
  /** Look-up -> key -> what is found. */
  readonly lookups?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** `test` unless told otherwise. */
  readonly hashKey?: string;
}

export interface TestFile {
  /** The key that the file would have in the bucket; it says who sent it. */
  readonly name: string;
  /** Its text, or its bytes. */
  readonly content: string | Uint8Array;
}

/** What came of a file: beside the report, the rows by the name of their sink. */
export interface TestResult extends FileReport {
  /** Sink -> what it would store. */
  readonly rows: Readonly<Record<string, readonly Item[]>>;
}

/** Runs a pipeline in a test, without a cloud: `await testPipeline(orders).feed({ name: "in/acme/a.csv", content })`. */
export function testPipeline(
  pipeline: Pipeline,
  options: TestOptions = {},
): { feed(file: TestFile): Promise<TestResult> } {
  return {
    async feed({ name, content }) {
      const rows: Record<string, Item[]> = Object.fromEntries(Object.keys(pipeline.sinks).map((sink) => [sink, []]));
      const check: CheckFileOptions = {
        name,
        hashKey: options.hashKey ?? "test",
        lookups: lookupsIn(pipeline, options.lookups ?? {}),
        vault: async () => undefined,
        rejectsMax: Number.POSITIVE_INFINITY,
        onBatch({ outcomes }) {
          for (const outcome of outcomes) {
            if (outcome.kind === "rejected") continue;
            for (const [sink, item] of Object.entries(outcome.items)) rows[sink]?.push(item);
          }
        },
      };
      const report = await checkFile(pipeline, once(Buffer.from(content)), check);
      // As on AWS: of a file that fails nothing is stored.
      return { ...report, rows: report.reason === undefined ? rows : {} };
    },
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function lookupsIn(pipeline: Pipeline, given: NonNullable<TestOptions["lookups"]>): LookupSource {
  const values = new Map<Lookup, Readonly<Record<string, unknown>>>(
    Object.entries(pipeline.lookups).map(([name, lookup]) => [lookup, given[name] ?? {}]),
  );
  return async (lookup, keys) => {
    const found = values.get(lookup) ?? {};
    return keys.map((key) => (Object.hasOwn(found, key) ? found[key] : undefined));
  };
}
