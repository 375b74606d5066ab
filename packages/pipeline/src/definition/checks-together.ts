import { isLastStep } from "../direct/direct-plan.ts";
import type { Pipeline } from "../pipeline.ts";

/**
 * Whether a workflow has to put its branches together before it decides whether to publish: only then it knows what `consolidate` and the
 * sinks reject. Not where any number of rejects is allowed, nor where a single branch has told already.
 */
export const checksTogether = (pipeline: Pipeline): boolean =>
  !isLastStep(pipeline) &&
  (pipeline.quarantine.maxErrors < Number.POSITIVE_INFINITY || pipeline.quarantine.maxErrorRate < 1);
