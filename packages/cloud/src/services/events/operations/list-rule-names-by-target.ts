import { onEverything } from "../access.ts";
import { listPage } from "../list-page.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
export const listRuleNamesByTarget: EventsOperation<"ListRuleNamesByTarget"> = {
  access: onEverything("ListRuleNamesByTarget"),

  run({ store }, input) {
    const bus = store.bus(busNameOf(input.EventBusName));
    const rules = store.rules(bus.name).filter(({ targets }) => targets.some(({ Arn }) => Arn === input.TargetArn));
    const { items, token } = listPage(rules, input, ({ name }) => name);
    return { RuleNames: items.map(({ name }) => name), ...token };
  },
};
