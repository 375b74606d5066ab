import { type LookupSource, lookupFunctions } from "../lookups/lookup-batcher.ts";
import type { Pipeline } from "../pipeline.ts";
import { Anonymiser } from "../protect/actions.ts";
import type { RunTools } from "../step-context.ts";

export interface RunOptions {
  /** The key of the object, or the path of the file. */
  readonly name: string;
  /** For `hash`; needed only by pipelines that use it. */
  readonly hashKey?: string | Uint8Array | undefined;
  /** Needed only by pipelines with look-ups. */
  readonly lookups?: LookupSource | undefined;
}

/** What the steps of one run share. */
export const runTools = (pipeline: Pipeline, options: RunOptions): RunTools => ({
  file: { name: options.name, partner: pipeline.source.partnerFrom?.(options.name) },
  anonymiser: new Anonymiser({ pipeline: pipeline.name, key: options.hashKey }),
  lookup: lookupFunctions(pipeline.lookups, options.lookups),
});
