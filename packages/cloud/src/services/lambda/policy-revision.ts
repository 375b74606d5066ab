import type { Call } from "../../kernel/operation.ts";
import type { LambdaStore, Target } from "./store.ts";

/** A policy changes the revision of what it stands on: the alias, the version, or the function. */
export const policyRevision = ({ alias, version }: Target): string => (alias ?? version).revisionId;

export function revisePolicy({ store, ids }: Call<LambdaStore>, { fn, version, alias }: Target): void {
  const revisionId = ids.uuid();
  if (alias !== undefined) store.putAlias({ ...alias, revisionId });
  else if (version.version === fn.version) store.putQuietly({ ...fn, revisionId });
  else store.putVersion({ ...version, revisionId });
}
