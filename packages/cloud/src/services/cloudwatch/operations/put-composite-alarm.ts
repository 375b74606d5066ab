import { alarmArn } from "../access.ts";
import { checkComposite } from "../alarms/check.ts";
import { queueComposites } from "../alarms/composite-job.ts";
import { putAlarm, settingsOf } from "../alarms/put.ts";
import { childrenOf, parseRule } from "../alarms/rule.ts";
import { validationError } from "../errors.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const putCompositeAlarm: CloudWatchOperation<"PutCompositeAlarm"> = {
  access: (input, scope) => ({
    action: "cloudwatch:PutCompositeAlarm",
    resource: alarmArn(scope, input.AlarmName),
    context: { "cloudwatch:AlarmActions": input.AlarmActions ?? [] },
  }),

  run(call, input) {
    const settings = settingsOf(input);
    checkComposite(settings);
    const missing = childrenOf(parseRule(input.AlarmRule)).filter((name) => call.store.findAlarm(name) === undefined);
    if (missing.length > 0) {
      throw validationError(
        `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
      );
    }

    putAlarm(call, input, { kind: "composite", settings });
    queueComposites(call.jobs, input.AlarmName, true);
  },
};
