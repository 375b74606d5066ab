import type { Pipeline } from "@millrace/pipeline";
import type { Drawing } from "./drawing.ts";
import { arrivalOf } from "./parts/arrival.ts";
import { functionsOf } from "./parts/functions.ts";
import { networkOf } from "./parts/network.ts";
import { noticesOf } from "./parts/notices.ts";
import { storageOf } from "./parts/storage.ts";
import { uploadApiOf } from "./parts/upload.ts";
import { watchOf } from "./parts/watch.ts";
import { workflowOf } from "./parts/workflow.ts";
import type { Plan } from "./plan.ts";

export interface PlanOptions {
  /** Whether the bucket, the tables and the database outlive the deployment; they do unless told otherwise. */
  readonly isKept?: boolean;
  readonly runtime?: string;
}

const defaultRuntime = "nodejs22.x";

/** Works out everything that a pipeline needs in an account. */
export function planPipeline(pipeline: Pipeline, { isKept = true, runtime = defaultRuntime }: PlanOptions = {}): Plan {
  const drawing: Drawing = { pipeline, isKept, runtime };
  return {
    pipeline: pipeline.name,
    name: pipeline.name,
    bucketName: pipeline.source.bucket,
    parts: [
      ...storageOf(drawing),
      ...networkOf(drawing),
      ...noticesOf(drawing),
      ...functionsOf(drawing),
      ...(pipeline.needs.workflow ? [workflowOf(drawing)] : []),
      ...arrivalOf(drawing),
      ...uploadApiOf(drawing),
      ...watchOf(drawing),
    ],
  };
}
