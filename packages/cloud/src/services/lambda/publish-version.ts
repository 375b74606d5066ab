import type { Call } from "../../kernel/operation.ts";
import type { FunctionVersion, LambdaFunction } from "./model.ts";
import type { LambdaStore } from "./store.ts";

/**
 * Makes a version of what `$LATEST` is now, and keeps both. Nothing new since the last version: that one again.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
 */
export function publishVersion(
  { store, ids, clock }: Call<LambdaStore>,
  fn: LambdaFunction,
  description?: string,
): FunctionVersion {
  const last = store.versions(fn.name).at(-1);
  if (last !== undefined && isSame(last, fn)) return last;
  const {
    reservedConcurrency,
    tags,
    versionsPublished,
    recursiveLoop,
    codeSigningConfigArn,
    runtimeManagement,
    ...of
  } = fn;
  const version = {
    ...of,
    description: description ?? fn.description,
    version: String(versionsPublished + 1),
    revisionId: ids.uuid(),
    lastModifiedAt: clock.now(),
  };
  store.putVersion(version);
  store.putQuietly({ ...fn, versionsPublished: versionsPublished + 1 });
  return version;
}

/** Whether the code and everything that a function runs with are the same. */
function isSame(version: FunctionVersion, fn: LambdaFunction): boolean {
  const { revisionId: _r, lastModifiedAt: _m, version: _v, description: _d, ...before } = version;
  return Object.entries(before).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(fn[name as keyof LambdaFunction]),
  );
}
