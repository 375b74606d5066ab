import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import {
  nextTime,
  readCronExpression,
  readRate,
  type ScheduleExpression,
} from "../../../schedules/schedule-expression.ts";
import { notValid } from "../errors.ts";
import { isoSeconds, type Rule, ruleArn } from "../model.ts";
import type { EventsStore } from "../store.ts";
import { trigger } from "../targets/dispatch.ts";
import { scheduleJob } from "../targets/jobs.ts";

/** No event is kept for longer: what was missed before is not made up for. */
const missedMsMax = 24 * 60 * 60_000;

interface Planned {
  readonly busName: string;
  readonly name: string;
  readonly revision: number;
  readonly dueAt: number;
}

/** Throws ValidationException for what is no schedule. */
export function readSchedule(text: string): ScheduleExpression {
  const expression = readRate(text, { isStrict: true }) ?? readCronExpression(text);
  if (expression === undefined) throw notValid("ScheduleExpression");
  return expression;
}

/** Plans the first time of a rule that has a schedule. */
export function planRule(call: Call<EventsStore>, rule: Rule): void {
  const dueAt = nextDue(rule, call.clock.now());
  if (dueAt === undefined) return;
  const { busName, name, revision } = rule;
  planAt(call, { busName, name, revision, dueAt });
}

function planAt({ jobs, clock }: Call<EventsStore>, planned: Planned): void {
  jobs.add(scheduleJob, planned, { lane: planned.name, delayMs: planned.dueAt - clock.now() });
}

/** Lets a rule happen when its time has come, and plans the next time: each of them, however far time was moved. */
export const runSchedule: JobHandler<EventsStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const planned = job.payload as Planned;
    const { store, clock, ids } = call;
    const rule = store.findRule(planned.busName, planned.name);
    if (rule === undefined || rule.revision !== planned.revision) return "done";
    trigger(call, rule, {
      version: "0",
      id: ids.uuid(),
      "detail-type": "Scheduled Event",
      source: "aws.events",
      account: store.scope.account,
      time: isoSeconds(planned.dueAt),
      region: store.scope.region,
      resources: [ruleArn(store.scope, rule)],
      detail: {},
    });
    const dueAt = nextDue(rule, Math.max(planned.dueAt, clock.now() - missedMsMax));
    // Added and not tried again: a pause is counted from when the job ends, and time may have been moved by then.
    if (dueAt !== undefined) planAt(call, { ...planned, dueAt });
    return "done";
  },
};

function nextDue(rule: Rule, after: number): number | undefined {
  if (rule.state === "DISABLED" || rule.scheduleExpression === undefined) return undefined;
  return nextTime(readSchedule(rule.scheduleExpression), { after, startAt: rule.scheduledFrom });
}
