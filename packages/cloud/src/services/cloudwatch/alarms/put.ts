import type { Call } from "../../../kernel/operation.ts";
import { alarmArn } from "../access.ts";
import type { CloudWatchStore } from "../store.ts";
import { tagsOf } from "../tags.ts";
import { type Alarm, type CompositeSettings, type MetricSettings, newState, typeOf } from "./model.ts";

type Settings =
  | { readonly kind: "metric"; readonly settings: MetricSettings }
  | { readonly kind: "composite"; readonly settings: CompositeSettings };

interface Given {
  readonly AlarmName: string;
  readonly ActionsEnabled?: boolean | undefined;
  readonly Tags?: Parameters<typeof tagsOf>[0];
}

/** Makes an alarm, or gives one other settings: its state stays. */
export function putAlarm(call: Call<CloudWatchStore>, given: Given, of: Settings): Alarm {
  const { store, clock, ids } = call;
  const now = clock.now();
  const before = store.findAlarm(given.AlarmName);
  const alarm: Alarm = {
    name: given.AlarmName,
    arn: alarmArn(call, given.AlarmName),
    isEnabled: given.ActionsEnabled ?? true,
    configuredAt: now,
    revision: ids.uuid(),
    state: before?.kind === of.kind ? before.state : newState(now),
    ...of,
  };
  store.putAlarm(alarm);
  if (before === undefined && given.Tags !== undefined) store.putTags(alarm.arn, tagsOf(given.Tags));
  store.addHistory({
    alarm: alarm.name,
    type: typeOf(alarm),
    at: now,
    kind: "ConfigurationUpdate",
    summary: `Alarm "${alarm.name}" ${before === undefined ? "created" : "updated"}`,
    data: JSON.stringify({
      version: "1.0",
      type: before === undefined ? "Create" : "Update",
      [before === undefined ? "createdAlarm" : "updatedAlarm"]: {
        alarmName: alarm.name,
        alarmArn: alarm.arn,
        ...of.settings,
      },
    }),
  });
  return alarm;
}

/** The settings of an alarm among what it was put with. */
export function settingsOf<Input extends Given>({
  AlarmName: _name,
  ActionsEnabled: _isEnabled,
  Tags: _tags,
  ...settings
}: Input): Omit<Input, keyof Given> {
  return settings;
}
