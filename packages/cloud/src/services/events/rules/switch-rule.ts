import type { Call } from "../../../kernel/operation.ts";
import { busNameOf, type Rule } from "../model.ts";
import type { EventsStore } from "../store.ts";
import { planRule } from "./run-schedule.ts";

interface Named {
  readonly Name?: string | undefined;
  readonly EventBusName?: string | undefined;
}

/** Switches a rule on or off. What a schedule had planned is planned anew. */
export function switchRule(call: Call<EventsStore>, { Name = "", EventBusName }: Named, state: Rule["state"]): void {
  const { store, clock } = call;
  const rule = store.rule(busNameOf(EventBusName), Name);
  if (rule.state === state) return;

  const switched = { ...rule, state, revision: rule.revision + 1, scheduledFrom: clock.now() };
  store.putRule(switched);
  planRule(call, switched);
}
