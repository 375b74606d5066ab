import { AwsError } from "@millrace/wire";
import { alarmArn } from "../access.ts";
import { changeState } from "../alarms/change-state.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** For a while: the next evaluation sets it right. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export const setAlarmState: CloudWatchOperation<"SetAlarmState"> = {
  access: (input, scope) => ({ action: "cloudwatch:SetAlarmState", resource: alarmArn(scope, input.AlarmName) }),

  run(call, { AlarmName, StateValue, StateReason, StateReasonData }) {
    const alarm = call.store.alarm(AlarmName);
    if (StateReasonData !== undefined && !isJson(StateReasonData)) {
      throw new AwsError("InvalidFormatFault", "StateReasonData is not a valid JSON");
    }

    changeState(call, alarm, { value: StateValue, reason: StateReason, reasonData: StateReasonData });
  },
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
