import { onRule, passRole } from "../access.ts";
import { limitExceeded, managedRule } from "../errors.ts";
import { busNameOf, type Rule, ruleArn } from "../model.ts";
import { checkRule } from "../rules/check-rule.ts";
import { planRule } from "../rules/run-schedule.ts";
import type { EventsOperation } from "../shapes.ts";
import { readTags } from "../tags.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const rulesMax = 300;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const putRule: EventsOperation<"PutRule"> = {
  access: (input, scope) => [
    onRule("PutRule")(input, scope),
    ...(input.RoleArn === undefined ? [] : [passRole(input.RoleArn)]),
  ],

  run(call, input) {
    const { store, clock, principal, account } = call;
    const { Name = "", EventPattern, ScheduleExpression, State = "ENABLED", Description, RoleArn, Tags } = input;
    const busName = busNameOf(input.EventBusName);
    checkRule(input, busName);
    store.bus(busName);
    const before = store.findRule(busName, Name);
    if (before?.managedBy !== undefined) throw managedRule(Name);
    if (before === undefined && store.rules(busName).length >= rulesMax) throw limitExceeded();

    const rule: Rule = {
      busName,
      name: Name,
      eventPattern: EventPattern || undefined,
      scheduleExpression: ScheduleExpression || undefined,
      state: State,
      description: Description,
      roleArn: RoleArn,
      createdBy: before?.createdBy ?? (principal.kind === "anonymous" ? account : principal.account),
      // Tags of a rule that is there are changed by TagResource only.
      tags: before?.tags ?? readTags(Tags),
      targets: before?.targets ?? [],
      revision: (before?.revision ?? 0) + 1,
      scheduledFrom: clock.now(),
    };
    store.putRule(rule);
    planRule(call, rule);
    return { RuleArn: ruleArn(store.scope, rule) };
  },
};
