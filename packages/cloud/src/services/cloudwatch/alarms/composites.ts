import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { CloudWatchStore } from "../store.ts";
import { changeState } from "./change-state.ts";
import { compositesOf, isChild, isInCycle, triggering } from "./children.ts";
import type { Changed } from "./composite-job.ts";
import type { Alarm, CompositeAlarm } from "./model.ts";
import { holds, parseRule } from "./rule.ts";

/** Looks at the composite alarms that an alarm is part of, or at a new one itself. */
export const runComposites: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const changed = job.payload as Changed;
    for (const alarm of compositesOf(call.store)) {
      const isConcerned = changed.isNew ? alarm.name === changed.alarm : isChild(alarm, changed.alarm);
      if (isConcerned && !isInCycle(call.store, alarm)) look(call, alarm, call.store.findAlarm(changed.alarm));
    }
    return "done";
  },
};

function look(call: Call<CloudWatchStore>, composite: CompositeAlarm, cause: Alarm | undefined): void {
  const stateOf = (name: string) => call.store.findAlarm(name)?.state.value;
  const value = holds(parseRule(composite.settings.AlarmRule), stateOf) ? "ALARM" : "OK";
  if (value === composite.state.value) return;
  changeState(call, composite, {
    value,
    reason: reasonOf(composite, cause),
    reasonData: JSON.stringify({ triggeringAlarms: triggering(call.store, composite) }),
  });
}

function reasonOf(composite: CompositeAlarm, cause: Alarm | undefined): string {
  if (cause === undefined || cause.name === composite.name) {
    return `${composite.arn} was created and its alarm rule evaluates to ${composite.settings.AlarmRule}`;
  }
  return `${cause.arn} transitioned to ${cause.state.value} at ${longTime(cause.state.updatedAt)}`;
}

/** `Friday 20 November, 2026 20:59:11 UTC` */
function longTime(at: number): string {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(at);
  const day = `${part({ weekday: "long" })} ${part({ day: "2-digit" })} ${part({ month: "long" })}`;
  return `${day}, ${part({ year: "numeric" })} ${new Date(at).toISOString().slice(11, 19)} UTC`;
}
