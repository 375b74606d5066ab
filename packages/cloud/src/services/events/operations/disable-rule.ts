import { onRule } from "../access.ts";
import { switchRule } from "../rules/switch-rule.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
export const disableRule: EventsOperation<"DisableRule"> = {
  access: onRule("DisableRule"),

  run: (call, input) => switchRule(call, input, "DISABLED"),
};
