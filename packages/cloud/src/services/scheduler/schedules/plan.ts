import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { nextTime } from "../../../schedules/schedule-expression.ts";
import type { Schedule } from "../model.ts";
import type { SchedulerStore } from "../store.ts";
import { type Invocation, invokeJob } from "./invoke.ts";
import { readExpression } from "./read-schedule.ts";

export const planJob = "plan";

/** No invocation is tried for longer: what was missed before is not made up for. */
const missedMsMax = 24 * 60 * 60_000;

interface Planned {
  readonly groupName: string;
  readonly name: string;
  readonly createdAt: number;
  readonly revision: number;
  readonly dueAt: number;
}

/** Plans the first time of a schedule. */
export function plan({ jobs, clock }: Call<SchedulerStore>, schedule: Schedule): void {
  const dueAt = nextDue(schedule, clock.now() - 1);
  if (dueAt === undefined) return;
  const { groupName, name, createdAt, revision } = schedule;
  const planned: Planned = { groupName, name, createdAt, revision, dueAt };
  jobs.add(planJob, planned, { lane: `${groupName}/${name}`, delayMs: dueAt - clock.now() });
}

/** Invokes the target of a schedule when its time has come, and plans the next time. */
export const runPlan: JobHandler<SchedulerStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const planned = job.payload as Planned;
    const { store, clock } = call;
    const schedule = store.findSchedule(planned.groupName, planned.name);
    const isOld = schedule?.revision !== planned.revision || schedule.createdAt !== planned.createdAt;
    if (schedule === undefined || isOld) return "done";
    const dueAt = nextDue(schedule, Math.max(planned.dueAt, clock.now() - missedMsMax));
    invokeLater(call, schedule, { scheduledAt: planned.dueAt, isLast: dueAt === undefined });
    if (dueAt === undefined) return "done";
    return { retry: { delayMs: Math.max(0, dueAt - clock.now()), payload: { ...planned, dueAt } } };
  },
};

/** Somewhere within the schedule's window, if it has one. */
function invokeLater(
  { ids, jobs }: Call<SchedulerStore>,
  schedule: Schedule,
  when: { readonly scheduledAt: number; readonly isLast: boolean },
): void {
  const { windowMinutes = 0, groupName, name } = schedule;
  const delayMs = (ids.bytes(4).readUInt32BE() / 2 ** 32) * windowMinutes * 60_000;
  const invocation: Invocation = { schedule, executionId: ids.uuid(), ...when };
  jobs.add(invokeJob, invocation, { lane: `${groupName}/${name}`, delayMs });
}

function nextDue({ state, expression, timeZone, ...schedule }: Schedule, after: number): number | undefined {
  if (state === "DISABLED") return undefined;
  const read = readExpression(expression);
  // A time of its own is not held against the dates. https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
  if (read.kind === "at") return nextTime(read, { after, startAt: 0, zone: timeZone });
  const startAt = schedule.startAt ?? schedule.createdAt;
  // Rates begin at once, or at their beginning; after changes they keep their rhythm.
  const first = Math.max(after, startAt - 1);
  const dueAt =
    read.kind === "rate" && first < startAt ? startAt : nextTime(read, { after: first, startAt, zone: timeZone });
  return dueAt === undefined || (schedule.endAt !== undefined && dueAt > schedule.endAt) ? undefined : dueAt;
}
