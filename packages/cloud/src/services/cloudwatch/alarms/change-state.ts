import type { Call } from "../../../kernel/operation.ts";
import type { CloudWatchStore } from "../store.ts";
import { queueActions } from "./act.ts";
import { queueComposites } from "./composite-job.ts";
import { type Alarm, type AlarmState, typeOf } from "./model.ts";
import { tellSuppressed } from "./suppressor.ts";

/** Puts an alarm into a state, writes its history, and queues what is to be done about it. */
export function changeState(
  call: Call<CloudWatchStore>,
  alarm: Alarm,
  { value, reason, reasonData }: Pick<AlarmState, "value" | "reason" | "reasonData">,
): void {
  const { store, clock } = call;
  const now = clock.now();
  const hasChanged = value !== alarm.state.value;
  const state = {
    value,
    reason,
    reasonData,
    updatedAt: now,
    transitionedAt: hasChanged ? now : alarm.state.transitionedAt,
  };
  const changed = { ...alarm, state };
  store.putAlarm(changed);
  if (!hasChanged) return;
  store.addHistory({
    alarm: alarm.name,
    type: typeOf(alarm),
    at: now,
    kind: "StateUpdate",
    summary: `Alarm updated from ${alarm.state.value} to ${value}`,
    data: JSON.stringify({ version: "1.0", oldState: historic(alarm.state), newState: historic(state) }),
  });
  queueActions(call, changed, alarm.state);
  tellSuppressed(call, changed, alarm.state.value);
  queueComposites(call.jobs, alarm.name);
}

const historic = ({ value, reason, reasonData }: AlarmState) => ({
  stateValue: value,
  stateReason: reason,
  ...(reasonData === undefined ? {} : { stateReasonData: parsed(reasonData) }),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
