import { alarmArn } from "../access.ts";
import { checkMetricAlarm } from "../alarms/check.ts";
import { type Evaluation, evaluateJob, intervalMs, untilNext } from "../alarms/evaluate.ts";
import { putAlarm, settingsOf } from "../alarms/put.ts";
import type { CloudWatchOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm: CloudWatchOperation<"PutMetricAlarm"> = {
  access: (input, scope) => ({
    action: "cloudwatch:PutMetricAlarm",
    resource: alarmArn(scope, input.AlarmName),
    context: { "cloudwatch:AlarmActions": input.AlarmActions ?? [] },
  }),

  run(call, input) {
    const settings = settingsOf(input);
    checkMetricAlarm(settings);

    const alarm = putAlarm(call, input, { kind: "metric", settings });
    if (alarm.kind !== "metric") return;
    const evaluation: Evaluation = { alarm: alarm.name, revision: alarm.revision };
    call.jobs.add(evaluateJob, evaluation, { delayMs: untilNext(call.clock.now(), intervalMs(alarm)) });
  },
};
