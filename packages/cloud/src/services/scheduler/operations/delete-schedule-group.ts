import { onGroup } from "../access.ts";
import { validation } from "../errors.ts";
import { defaultGroup } from "../model.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html */
export const deleteScheduleGroup: SchedulerOperation<"DeleteScheduleGroup"> = {
  access: onGroup("DeleteScheduleGroup"),

  run({ store }, { Name = "" }) {
    if (Name === defaultGroup) throw validation("The default schedule group cannot be deleted.");
    store.group(Name);

    store.deleteGroup(Name);
    return {};
  },
};
