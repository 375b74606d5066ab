import type { CloudWatchStore } from "../store.ts";
import type { CompositeAlarm } from "./model.ts";
import { childrenOf, parseRule } from "./rule.ts";

export const compositesOf = (store: CloudWatchStore): CompositeAlarm[] =>
  [...store.alarms()].filter((alarm) => alarm.kind === "composite");

export const isChild = ({ settings }: CompositeAlarm, name: string): boolean =>
  childrenOf(parseRule(settings.AlarmRule)).includes(name);

export const triggering = (store: CloudWatchStore, composite: CompositeAlarm) =>
  [...new Set(childrenOf(parseRule(composite.settings.AlarmRule)))].flatMap((name) => {
    const child = store.findAlarm(name);
    if (child === undefined) return [];
    return [
      { arn: child.arn, state: { value: child.state.value, timestamp: new Date(child.state.updatedAt).toISOString() } },
    ];
  });
