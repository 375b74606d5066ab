import { accessTo } from "../access.ts";
import { noSuchResource, validation } from "../errors.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
export const updateMapRun: StatesOperation<"UpdateMapRun"> = {
  access: (input) => accessTo("UpdateMapRun", input.mapRunArn),

  run({ store: { store, mapRuns } }, input) {
    const run = store.mapRun(input.mapRunArn ?? "");
    if (run === undefined) throw noSuchResource(input.mapRunArn ?? "");
    if (run.status !== "RUNNING") {
      throw validation("The map run is over and cannot be updated", "CANNOT_UPDATE_COMPLETED_MAP_RUN");
    }

    store.mapRuns.put({
      ...run,
      maxConcurrency: input.maxConcurrency ?? run.maxConcurrency,
      toleratedCount: input.toleratedFailureCount ?? run.toleratedCount,
      toleratedPercentage: input.toleratedFailurePercentage ?? run.toleratedPercentage,
    });
    mapRuns.refresh(run.arn);

    return {};
  },
};
