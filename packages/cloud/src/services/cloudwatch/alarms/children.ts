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

/** Whether a composite alarm depends on itself, by way of others. As on AWS it can be made, and is not evaluated. */
export function isInCycle(store: CloudWatchStore, alarm: CompositeAlarm): boolean {
  const seen = new Set<string>();
  const open = [...childrenOf(parseRule(alarm.settings.AlarmRule))];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === alarm.name) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const child = store.findAlarm(name);
    if (child?.kind === "composite") open.push(...childrenOf(parseRule(child.settings.AlarmRule)));
  }
  return false;
}
