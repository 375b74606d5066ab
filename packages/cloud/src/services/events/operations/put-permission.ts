import { onBus } from "../access.ts";
import { withStatement } from "../buses/policy.ts";
import { validation } from "../errors.ts";
import { busArn, busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const policyCharactersMax = 10_240;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html */
export const putPermission: EventsOperation<"PutPermission"> = {
  access: ({ EventBusName }, scope) => onBus("PutPermission")({ EventBusName }, scope),

  run({ store, clock }, { EventBusName, Policy, Action, Principal, StatementId, Condition }) {
    const bus = store.bus(busNameOf(EventBusName));
    let policy = Policy;
    if (Policy !== undefined) {
      try {
        JSON.parse(Policy);
      } catch {
        throw validation("Provided policy is not valid JSON.");
      }
    } else {
      if (!Action || !Principal || !StatementId) {
        throw validation("Parameter(s) Action, Principal and StatementId must be specified.");
      }
      policy = withStatement(bus.policy, {
        Sid: StatementId,
        Effect: "Allow",
        Principal: Principal === "*" ? "*" : { AWS: `arn:aws:iam::${Principal}:root` },
        Action,
        Resource: busArn(store.scope, bus.name),
        ...(Condition === undefined
          ? {}
          : { Condition: { [Condition.Type ?? ""]: { [Condition.Key ?? ""]: Condition.Value } } }),
      });
    }
    if ((policy ?? "").length > policyCharactersMax) throw validation("Policy is too long.");

    store.putBus({ ...bus, policy, modifiedAt: clock.now() });
  },
};
