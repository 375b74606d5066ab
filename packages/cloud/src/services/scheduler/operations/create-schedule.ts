import { onSchedule, passRole } from "../access.ts";
import { conflict } from "../errors.ts";
import { scheduleArn } from "../model.ts";
import { plan } from "../schedules/plan.ts";
import { readSchedule } from "../schedules/read-schedule.ts";
import type { SchedulerOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export const createSchedule: SchedulerOperation<"CreateSchedule"> = {
  access: (input, scope) => [onSchedule("CreateSchedule")(input, scope), ...passRole(input.Target)],

  run(call, input) {
    const { store, clock } = call;
    const wanted = readSchedule(input, clock.now());
    store.group(wanted.groupName);
    if (store.findSchedule(wanted.groupName, wanted.name) !== undefined) {
      throw conflict(`Schedule ${wanted.name} already exists.`);
    }

    const schedule = { ...wanted, createdAt: clock.now(), revision: 1 };
    store.putSchedule(schedule);
    plan(call, schedule);
    return { ScheduleArn: scheduleArn(store.scope, schedule.groupName, schedule.name) };
  },
};
