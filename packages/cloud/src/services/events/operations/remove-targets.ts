import { onRule } from "../access.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets: EventsOperation<"RemoveTargets"> = {
  access: onRule("RemoveTargets"),

  run({ store }, { Rule = "", EventBusName, Ids = [] }) {
    const rule = store.rule(busNameOf(EventBusName), Rule);

    store.putRule({ ...rule, targets: rule.targets.filter(({ Id = "" }) => !Ids.includes(Id)) });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
};
