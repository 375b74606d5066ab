import type { Quarantine } from "../definition/settings.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { Counts } from "./outcome.ts";

/** Throws where more records were rejected than the quarantine allows. */
export function refuseTooManyErrors(
  { maxErrors, maxErrorRate }: Required<Quarantine>,
  { records, rejected }: Pick<Counts, "records" | "rejected">,
): void {
  const percent = `${Number((maxErrorRate * 100).toPrecision(4))}%`;
  const limit = rejected > maxErrors ? maxErrors : rejected > records * maxErrorRate ? percent : undefined;
  if (limit === undefined) return;
  const message = `${rejected} of ${records} records were rejected: expected at most ${limit}`;
  throw new PipelineError("too-many-errors", message, { records, rejected });
}
