import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import {
  nextTime,
  readAt,
  readCronExpression,
  readRate,
  type ScheduleExpression,
} from "../../../schedules/schedule-expression.ts";
import { keyOf, partsOf, type ScheduledAction, type Target } from "../model.ts";
import { boundsJob } from "../scaling/bounds-job.ts";
import { writeDown } from "../scaling/scale.ts";
import type { AutoScalingStore } from "../store.ts";

export const scheduledJob = "scheduled";

interface Planned {
  readonly place: readonly string[];
  readonly revision: string;
  readonly dueAt: number;
}

/** Undefined for a text that is no schedule. */
export const readSchedule = (text: string): ScheduleExpression | undefined =>
  readAt(text) ?? readRate(text, { isStrict: true }) ?? readCronExpression(text);

/** Plans the next time of a scheduled action after `after`; none when it has no more. */
export function plan({ jobs, clock }: Call<AutoScalingStore>, action: ScheduledAction, after: number): void {
  const { Schedule = "", Timezone: zone = "UTC", StartTime, EndTime, ScheduledActionName } = action.input;
  const expression = readSchedule(Schedule);
  if (expression === undefined) return;
  const startAt = timeOf(StartTime) ?? action.createdAt;
  const dueAt = nextTime(expression, { after: Math.max(after, startAt - 1), startAt, zone });
  const endAt = timeOf(EndTime);
  if (dueAt === undefined || (endAt !== undefined && dueAt > endAt)) return;
  const place = [...partsOf(action.input), ScheduledActionName];
  const planned: Planned = { place, revision: action.revision, dueAt };
  jobs.add(scheduledJob, planned, { delayMs: dueAt - clock.now() });
}

/** Gives a target other bounds when the time for it has come, and plans the next time. */
export const runScheduled: JobHandler<AutoScalingStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const { place, revision, dueAt } = job.payload as Planned;
    const action = call.store.scheduledActions.get(place);
    if (action?.revision !== revision) return "done";
    const target = call.store.targets.get(partsOf(action.input));
    if (target !== undefined && target.suspended?.ScheduledScalingSuspended !== true) apply(call, action, target);
    plan(call, action, dueAt);
    return "done";
  },
};

function apply(call: Call<AutoScalingStore>, { input }: ScheduledAction, target: Target): void {
  const { MinCapacity: min = target.min, MaxCapacity: max = target.max } = input.ScalableTargetAction ?? {};
  const key = keyOf(target);
  const bounds = `min capacity to ${min} and max capacity to ${max}`;
  call.store.putTarget({ ...target, min, max });
  writeDown(call, key, {
    description: `Setting ${bounds}`,
    cause: `scheduled action name ${input.ScheduledActionName} was triggered`,
    status: "Successful",
    message: `Successfully set ${bounds}`,
  });
  call.jobs.add(boundsJob, key);
}

/** Kept as JSON, a time is a text. */
const timeOf = (at: Date | undefined): number | undefined => (at === undefined ? undefined : new Date(at).getTime());
