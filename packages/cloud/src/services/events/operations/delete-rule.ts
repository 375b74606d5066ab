import { onRule } from "../access.ts";
import { managedRule, validation } from "../errors.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export const deleteRule: EventsOperation<"DeleteRule"> = {
  access: onRule("DeleteRule"),

  run({ store }, { Name = "", EventBusName, Force }) {
    const busName = busNameOf(EventBusName);
    store.bus(busName);
    const rule = store.findRule(busName, Name);
    if (rule === undefined) return;
    if (rule.managedBy !== undefined && !Force) throw managedRule(Name);
    if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");

    store.deleteRule(rule);
  },
};
