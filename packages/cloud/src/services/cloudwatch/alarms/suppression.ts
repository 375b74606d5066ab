import type { CloudWatchStore } from "../store.ts";
import type { Alarm, CompositeAlarm } from "./model.ts";

/** Why the actions of an alarm are not taken now; undefined = they are. */
export function suppression(store: CloudWatchStore, alarm: Alarm): CompositeAlarm["suppressed"] {
  if (alarm.kind !== "composite" || alarm.settings.ActionsSuppressor === undefined) return undefined;
  const name = alarm.settings.ActionsSuppressor.replace(/^arn:.*:alarm:/, "");
  if (store.findAlarm(name)?.state.value !== "ALARM") return undefined;
  return { by: "Alarm", reason: `The actions suppressor alarm ${name} is in ALARM state` };
}
