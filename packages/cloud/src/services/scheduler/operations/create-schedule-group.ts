import { onGroup } from "../access.ts";
import { conflict } from "../errors.ts";
import { groupArn } from "../model.ts";
import type { SchedulerOperation } from "../shapes.ts";
import { readTags } from "../tags.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
export const createScheduleGroup: SchedulerOperation<"CreateScheduleGroup"> = {
  access: onGroup("CreateScheduleGroup"),

  run({ store, clock }, { Name = "", Tags }) {
    if (store.findGroup(Name) !== undefined) throw conflict(`Schedule group ${Name} already exists.`);

    const now = clock.now();
    store.putGroup({ name: Name, state: "ACTIVE", tags: readTags(Tags), createdAt: now, modifiedAt: now });
    return { ScheduleGroupArn: groupArn(store.scope, Name) };
  },
};
