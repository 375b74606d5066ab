import { onRule, passRole } from "../access.ts";
import { busNameOf } from "../model.ts";
import { checkTargets } from "../rules/check-targets.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const putTargets: EventsOperation<"PutTargets"> = {
  access(input, scope) {
    const { Targets = [] } = input;
    const roles = new Set(Targets.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [RoleArn])));
    const targetArns = Targets.map(({ Arn = "" }) => Arn);
    return [
      { ...onRule("PutTargets")(input, scope), context: { "events:TargetArn": targetArns } },
      ...[...roles].map(passRole),
    ];
  },

  run({ store }, { Rule = "", EventBusName, Targets = [] }) {
    const rule = store.rule(busNameOf(EventBusName), Rule);
    checkTargets(rule, Targets);

    const targets = new Map([...rule.targets, ...Targets].map((target) => [target.Id, target]));
    store.putRule({ ...rule, targets: [...targets.values()] });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
};
