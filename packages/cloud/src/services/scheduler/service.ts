import type { Service } from "../../kernel/service.ts";
import { createSchedule } from "./operations/create-schedule.ts";
import { createScheduleGroup } from "./operations/create-schedule-group.ts";
import { deleteSchedule } from "./operations/delete-schedule.ts";
import { deleteScheduleGroup } from "./operations/delete-schedule-group.ts";
import { getSchedule } from "./operations/get-schedule.ts";
import { getScheduleGroup } from "./operations/get-schedule-group.ts";
import { listScheduleGroups } from "./operations/list-schedule-groups.ts";
import { listSchedules } from "./operations/list-schedules.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { updateSchedule } from "./operations/update-schedule.ts";
import { invoke, invokeJob } from "./schedules/invoke.ts";
import { planJob, runPlan } from "./schedules/plan.ts";
import { SchedulerStore } from "./store.ts";

/** Amazon EventBridge Scheduler: what happens at a time, and again and again. */
export const scheduler: Service<SchedulerStore> = {
  name: "scheduler",
  denial: { code: "AccessDeniedException", status: 403 },
  open: (kernel, scope) => new SchedulerStore(kernel, scope),
  jobs: { [planJob]: runPlan, [invokeJob]: invoke },
  operations: {
    CreateSchedule: createSchedule,
    CreateScheduleGroup: createScheduleGroup,
    DeleteSchedule: deleteSchedule,
    DeleteScheduleGroup: deleteScheduleGroup,
    GetSchedule: getSchedule,
    GetScheduleGroup: getScheduleGroup,
    ListScheduleGroups: listScheduleGroups,
    ListSchedules: listSchedules,
    ListTagsForResource: listTagsForResource,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateSchedule: updateSchedule,
  },
};
