import { onAlarms } from "../access.ts";
import type { CloudWatchOperation } from "../shapes.ts";
import type { CloudWatchStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions: CloudWatchOperation<"EnableAlarmActions"> = {
  access: onAlarms("EnableAlarmActions"),
  run: ({ store }, { AlarmNames }) => setEnabled(store, AlarmNames, true),
};

/** Alarms that are not there are passed over, as on AWS. */
export function setEnabled(store: CloudWatchStore, names: readonly string[], isEnabled: boolean): void {
  for (const name of names) {
    const alarm = store.findAlarm(name);
    if (alarm !== undefined) store.putAlarm({ ...alarm, isEnabled });
  }
}
