import { onEverything } from "../access.ts";
import { listPage } from "../list-page.ts";
import { busNameOf } from "../model.ts";
import { ruleOutput } from "../rules/output.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules: EventsOperation<"ListRules"> = {
  access: onEverything("ListRules"),

  run({ store }, input) {
    const bus = store.bus(busNameOf(input.EventBusName));
    const rules = store.rules(bus.name).filter(({ name }) => name.startsWith(input.NamePrefix ?? ""));
    const { items, token } = listPage(rules, input, ({ name }) => name);
    return { Rules: items.map((rule) => ruleOutput(store.scope, rule)), ...token };
  },
};
