import { onGroup } from "../access.ts";
import { groupOutput } from "../schedules/output.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
export const getScheduleGroup: SchedulerOperation<"GetScheduleGroup"> = {
  access: onGroup("GetScheduleGroup"),

  run: ({ store }, { Name = "" }) => groupOutput(store.scope, store.group(Name)),
};
