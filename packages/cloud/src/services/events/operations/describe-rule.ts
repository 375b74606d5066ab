import { onRule } from "../access.ts";
import { busNameOf } from "../model.ts";
import { ruleOutput } from "../rules/output.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule: EventsOperation<"DescribeRule"> = {
  access: onRule("DescribeRule"),

  run({ store }, { Name = "", EventBusName }) {
    const rule = store.rule(busNameOf(EventBusName), Name);
    return { ...ruleOutput(store.scope, rule), CreatedBy: rule.createdBy };
  },
};
