import { accessTo } from "../access.ts";
import { noSuchResource } from "../errors.ts";
import { mapRunOutput } from "../map-run/map-run-output.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export const describeMapRun: StatesOperation<"DescribeMapRun"> = {
  access: (input) => accessTo("DescribeMapRun", input.mapRunArn),

  run({ store: { store } }, input) {
    const run = store.mapRun(input.mapRunArn ?? "");
    if (run === undefined) throw noSuchResource(input.mapRunArn ?? "");
    return mapRunOutput(run);
  },
};
