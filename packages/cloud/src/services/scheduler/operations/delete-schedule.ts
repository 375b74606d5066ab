import { onSchedule } from "../access.ts";
import { defaultGroup } from "../model.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
export const deleteSchedule: SchedulerOperation<"DeleteSchedule"> = {
  access: onSchedule("DeleteSchedule"),

  run({ store }, { Name = "", GroupName = defaultGroup }) {
    store.deleteSchedule(store.schedule(GroupName, Name));
    return {};
  },
};
