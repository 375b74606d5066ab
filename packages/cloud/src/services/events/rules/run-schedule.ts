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
export function planRule({ jobs, clock }: Call<EventsStore>, rule: Rule): void {
  const dueAt = nextDue(rule, clock.now());
  if (dueAt === undefined) return;
  const { busName, name, revision } = rule;
  const planned: Planned = { busName, name, revision, dueAt };
  jobs.add(scheduleJob, planned, { lane: name, delayMs: dueAt - clock.now() });
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
    if (dueAt === undefined) return "done";
    return { retry: { delayMs: Math.max(0, dueAt - clock.now()), payload: { ...planned, dueAt } } };
  },
};

function nextDue(rule: Rule, after: number): number | undefined {
  if (rule.state === "DISABLED" || rule.scheduleExpression === undefined) return undefined;
  return nextTime(readSchedule(rule.scheduleExpression), { after, startAt: rule.scheduledFrom });
}
