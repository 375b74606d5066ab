import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { TargetKey } from "../model.ts";
import type { AutoScalingStore } from "../store.ts";
import { scaleIntoBounds } from "./scale.ts";

export const boundsJob = "bounds";

/** A target that has got other bounds is scaled into them. */
export const runBounds: JobHandler<AutoScalingStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    try {
      await scaleIntoBounds(call, job.payload as TargetKey);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      call.log.info("a target could not be asked for its capacity", { error: error.message });
    }
    return "done";
  },
};
