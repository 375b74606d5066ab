import type { Call } from "../../../kernel/operation.ts";
import { type BusEvent, type Rule, ruleArn } from "../model.ts";
import type { EventsStore } from "../store.ts";
import { deliverJob, type QueuedDelivery } from "./jobs.ts";

export interface DispatchOptions {
  readonly busName: string;
  /** Only these rules: those that a replay was told. */
  readonly onlyRules?: readonly string[] | undefined;
}

/** Holds an event against everything on a bus, and queues it for the targets of what it matches. */
export function dispatch(call: Call<EventsStore>, event: BusEvent, { busName, onlyRules }: DispatchOptions): void {
  const { store, metrics } = call;
  const { rules, archives } = store.match(busName, event);
  // What was archived is not archived again.
  if (event["replay-name"] === undefined) for (const archive of archives) store.archives.keep(archive, event);
  if (rules.length > 0) {
    metrics.record({ namespace: "AWS/Events", name: "MatchedEvents", value: 1, unit: "Count", dimensions: {} });
  }
  for (const rule of rules) {
    if (onlyRules === undefined || onlyRules.includes(ruleArn(store.scope, rule))) trigger(call, rule, event);
  }
}

/** Queues an event for all targets of a rule. */
export function trigger({ store, jobs, clock, metrics }: Call<EventsStore>, rule: Rule, event: BusEvent): void {
  metrics.record({
    namespace: "AWS/Events",
    name: "TriggeredRules",
    value: 1,
    unit: "Count",
    dimensions: { RuleName: rule.name },
  });
  for (const target of rule.targets) {
    const queued: QueuedDelivery = {
      ruleArn: ruleArn(store.scope, rule),
      ruleName: rule.name,
      busName: rule.busName,
      target,
      event,
      receivedAt: clock.now(),
    };
    jobs.add(deliverJob, queued, { lane: target.Arn ?? "" });
  }
}
