import { type LookupSource, lookupFunctions } from "../lookups/lookup-batcher.ts";
import type { Pipeline } from "../pipeline.ts";
import { Anonymiser, type VaultEntry } from "../protect/anonymiser.ts";
import type { RunTools } from "../step-context.ts";

export interface RunOptions {
  /** The key of the object, or the path of the file. */
  readonly name: string;
  /** For `hash`; needed only by pipelines that use it. */
  readonly hashKey?: string | Uint8Array | undefined;
  /** Needed only by pipelines with look-ups. */
  readonly lookups?: LookupSource | undefined;
  /** Keeps what is behind tokens; called before the rows that hold them are handed out. Needed only by pipelines with a vault. */
  readonly vault?: ((entries: readonly VaultEntry[]) => Promise<void>) | undefined;
}

/** Gives the vault what it has to have by now. */
export async function fillVault({ anonymiser }: RunTools, { vault }: Pick<RunOptions, "vault">): Promise<void> {
  const entries = anonymiser.takeEntries();
  if (entries.length > 0) await vault?.(entries);
}

/** What the steps of one run share. */
export const runTools = (pipeline: Pipeline, options: RunOptions): RunTools => ({
  file: { name: options.name, partner: pipeline.source.partnerFrom?.(options.name) },
  anonymiser: new Anonymiser({
    pipeline: pipeline.name,
    key: options.hashKey,
    hasVault: pipeline.protect.vault && options.vault !== undefined,
  }),
  lookup: lookupFunctions(pipeline.lookups, options.lookups),
});
