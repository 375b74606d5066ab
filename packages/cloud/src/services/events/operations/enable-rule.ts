import { onRule } from "../access.ts";
import { switchRule } from "../rules/switch-rule.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule: EventsOperation<"EnableRule"> = {
  access: onRule("EnableRule"),

  run: (call, input) => switchRule(call, input, "ENABLED"),
};
