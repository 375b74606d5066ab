import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { CloudWatchStore } from "../store.ts";
import { keepBack, queueActs } from "./act.ts";
import { compositesOf } from "./children.ts";
import type { Alarm, CompositeAlarm, StateName } from "./model.ts";
import { suppressedBy, suppressorOf } from "./suppression.ts";

/** Keeps back, or lets go for a while still or at once, what an alarm suppresses whose state has changed. */
export function tellSuppressed(call: Call<CloudWatchStore>, { name, state }: Alarm, before: StateName): void {
  for (const composite of compositesOf(call.store)) {
    if (suppressorOf(composite) !== name) continue;
    if (state.value !== "ALARM") {
      if (before === "ALARM") extend(call, composite);
    } else if (composite.suppressed !== undefined) keepBack(call, composite, suppressedBy("Alarm"));
  }
}

function extend(call: Call<CloudWatchStore>, composite: CompositeAlarm): void {
  const { settings, suppressed } = composite;
  const extendedUntil = call.clock.now() + (settings.ActionsSuppressorExtensionPeriod ?? 0) * 1000;
  const extended = { ...composite, extendedUntil };
  if (extendedUntil === call.clock.now()) letGo(call, extended);
  else if (suppressed !== undefined) keepBack(call, extended, suppressedBy("ExtensionPeriod", extendedUntil));
  else call.store.putAlarm(extended);
}

/** Takes the actions that were kept back, if there are any. */
function letGo(call: Call<CloudWatchStore>, { suppressed, ...alarm }: CompositeAlarm): void {
  call.store.putAlarm(alarm);
  if (suppressed !== undefined && alarm.isEnabled) queueActs(call, alarm, alarm.state);
}

/** Ends a period, unless something else keeps the actions back meanwhile. */
export const runRelease: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const { alarm: name, until } = job.payload as { readonly alarm: string; readonly until: number };
    const alarm = call.store.findAlarm(name);
    if (alarm?.kind === "composite" && alarm.suppressed?.until === until) letGo(call, alarm);
    return "done";
  },
};
