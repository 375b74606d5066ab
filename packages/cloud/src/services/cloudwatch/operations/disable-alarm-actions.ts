import { onAlarms } from "../access.ts";
import type { CloudWatchOperation } from "../shapes.ts";
import { setEnabled } from "./enable-alarm-actions.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions: CloudWatchOperation<"DisableAlarmActions"> = {
  access: onAlarms("DisableAlarmActions"),
  run: ({ store }, { AlarmNames }) => setEnabled(store, AlarmNames, false),
};
