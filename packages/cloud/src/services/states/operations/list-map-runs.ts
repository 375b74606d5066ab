import { accessTo } from "../access.ts";
import { listPage } from "../list-page.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */
export const listMapRuns: StatesOperation<"ListMapRuns"> = {
  access: (input) => accessTo("ListMapRuns", input.executionArn),

  run({ store: { store } }, input) {
    const { arn, machineArn } = store.execution(input.executionArn ?? "");
    const { items, next } = listPage(store.mapRuns.ofExecution(arn), input, (run) => run.arn);
    const mapRuns = items.map((run) => ({
      executionArn: run.executionArn,
      mapRunArn: run.arn,
      stateMachineArn: `${machineArn}/${run.label}`,
      startDate: new Date(run.startedAt),
      ...(run.stoppedAt === undefined ? {} : { stopDate: new Date(run.stoppedAt) }),
    }));
    return { mapRuns, ...(next === undefined ? {} : { nextToken: next }) };
  },
};
