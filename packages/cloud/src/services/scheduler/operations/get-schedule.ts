import { onSchedule } from "../access.ts";
import { defaultGroup } from "../model.ts";
import { scheduleOutput } from "../schedules/output.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export const getSchedule: SchedulerOperation<"GetSchedule"> = {
  access: onSchedule("GetSchedule"),

  run: ({ store }, { Name = "", GroupName = defaultGroup }) =>
    scheduleOutput(store.scope, store.schedule(GroupName, Name)),
};
