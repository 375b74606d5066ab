import { onRule } from "../access.ts";
import { listPage } from "../list-page.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule: EventsOperation<"ListTargetsByRule"> = {
  access: onRule("ListTargetsByRule"),

  run({ store }, input) {
    const rule = store.rule(busNameOf(input.EventBusName), input.Rule ?? "");
    const targets = [...rule.targets].sort((one, other) => ((one.Id ?? "") < (other.Id ?? "") ? -1 : 1));
    const { items, token } = listPage(targets, input, ({ Id = "" }) => Id);
    return { Targets: items, ...token };
  },
};
