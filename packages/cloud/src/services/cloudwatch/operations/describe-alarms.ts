import { onAlarms } from "../access.ts";
import { compositesOf, isChild } from "../alarms/children.ts";
import { type Alarm, actionsOf, typeOf } from "../alarms/model.ts";
import { compositeOutput, metricOutput } from "../alarms/output.ts";
import { childrenOf, parseRule } from "../alarms/rule.ts";
import { validationError } from "../errors.ts";
import { pageOfRecords } from "../records-page.ts";
import type { CloudWatchOperation, Shapes } from "../shapes.ts";
import type { CloudWatchStore } from "../store.ts";

const pageDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms: CloudWatchOperation<"DescribeAlarms"> = {
  access: onAlarms("DescribeAlarms"),

  run({ store }, input) {
    if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined) {
      throw validationError("AlarmNames and AlarmNamePrefix are mutually exclusive. You can specify only one of them.");
    }
    const types = input.AlarmTypes ?? ["MetricAlarm"];
    const isFamily = input.ChildrenOfAlarmName !== undefined || input.ParentsOfAlarmName !== undefined;
    const wanted = [...alarmsOf(store, input)].filter(
      (alarm) =>
        // Without types only metric alarms are answered, unless alarms are asked for by name.
        (isFamily ||
          (input.AlarmNames !== undefined && input.AlarmTypes === undefined) ||
          types.includes(typeOf(alarm))) &&
        (input.StateValue === undefined || alarm.state.value === input.StateValue) &&
        (input.ActionPrefix === undefined || hasAction(alarm, input.ActionPrefix)),
    );
    const { items, next } = pageOfRecords(wanted, { token: input.NextToken, max: input.MaxRecords ?? pageDefault });

    return {
      MetricAlarms: items.filter((alarm) => alarm.kind === "metric").map(metricOutput),
      CompositeAlarms: items.filter((alarm) => alarm.kind === "composite").map(compositeOutput),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};

function alarmsOf(store: CloudWatchStore, input: Shapes["DescribeAlarms"]["input"]): Iterable<Alarm> {
  const parent = input.ChildrenOfAlarmName;
  const child = input.ParentsOfAlarmName;
  if (child !== undefined) return compositesOf(store).filter((composite) => isChild(composite, child));
  if (parent !== undefined) {
    const composite = store.findAlarm(parent);
    const names = composite?.kind === "composite" ? childrenOf(parseRule(composite.settings.AlarmRule)) : [];
    return names.map((name) => store.findAlarm(name)).filter((alarm) => alarm !== undefined);
  }
  if (input.AlarmNames === undefined) return store.alarms(input.AlarmNamePrefix);
  const names = [...new Set(input.AlarmNames)];
  return names.map((name) => store.findAlarm(name)).filter((alarm) => alarm !== undefined);
}

const hasAction = (alarm: Alarm, prefix: string): boolean =>
  (["OK", "ALARM", "INSUFFICIENT_DATA"] as const).some((value) =>
    actionsOf({ ...alarm, state: { ...alarm.state, value } }).some((action) => action.startsWith(prefix)),
  );
