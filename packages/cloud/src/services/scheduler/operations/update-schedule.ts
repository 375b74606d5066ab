import { onSchedule, passRole } from "../access.ts";
import { defaultGroup, scheduleArn } from "../model.ts";
import { plan } from "../schedules/plan.ts";
import { readSchedule } from "../schedules/read-schedule.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
export const updateSchedule: SchedulerOperation<"UpdateSchedule"> = {
  access: (input, scope) => [onSchedule("UpdateSchedule")(input, scope), ...passRole(input.Target)],

  /** What is not told is set to what it is by default. */
  run(call, input) {
    const { store, clock } = call;
    const wanted = readSchedule(input, clock.now());
    const before = store.schedule(input.GroupName ?? defaultGroup, input.Name ?? "");

    const schedule = { ...wanted, createdAt: before.createdAt, revision: before.revision + 1 };
    store.putSchedule(schedule);
    plan(call, schedule);
    return { ScheduleArn: scheduleArn(store.scope, schedule.groupName, schedule.name) };
  },
};
