import type { CompositeAlarm as CompositeOutput, MetricAlarm as MetricOutput } from "@aws-sdk/client-cloudwatch";
import type { Alarm, CompositeAlarm, MetricAlarm } from "./model.ts";

const alike = ({ name, arn, isEnabled, configuredAt, state, settings }: Alarm) => ({
  AlarmName: name,
  AlarmArn: arn,
  AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
  ActionsEnabled: isEnabled,
  OKActions: [...(settings.OKActions ?? [])],
  AlarmActions: [...(settings.AlarmActions ?? [])],
  InsufficientDataActions: [...(settings.InsufficientDataActions ?? [])],
  StateValue: state.value,
  StateReason: state.reason,
  ...(state.reasonData === undefined ? {} : { StateReasonData: state.reasonData }),
  StateUpdatedTimestamp: new Date(state.updatedAt),
  StateTransitionedTimestamp: new Date(state.transitionedAt),
});

export const metricOutput = (alarm: MetricAlarm): MetricOutput => ({
  ...alarm.settings,
  ...alike(alarm),
  Dimensions: alarm.settings.Dimensions ?? [],
});

export const compositeOutput = (alarm: CompositeAlarm): CompositeOutput => ({
  ...alarm.settings,
  ...alike(alarm),
  ...(alarm.suppressed && {
    ActionsSuppressedBy: alarm.suppressed.by,
    ActionsSuppressedReason: alarm.suppressed.reason,
  }),
});
