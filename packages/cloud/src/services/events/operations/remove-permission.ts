import { onBus } from "../access.ts";
import { readPolicy, withoutStatement } from "../buses/policy.ts";
import { notFound, validation } from "../errors.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html */
export const removePermission: EventsOperation<"RemovePermission"> = {
  access: ({ EventBusName }, scope) => onBus("RemovePermission")({ EventBusName }, scope),

  run({ store, clock }, { EventBusName, StatementId, RemoveAllPermissions }) {
    const bus = store.bus(busNameOf(EventBusName));
    if (RemoveAllPermissions) {
      store.putBus({ ...bus, policy: undefined, modifiedAt: clock.now() });
      return;
    }
    if (StatementId === undefined) throw validation("Parameter(s) StatementId must be specified.");
    const isThere = readPolicy(bus.policy).Statement.some(({ Sid }) => Sid === StatementId);
    if (!isThere) throw notFound("Statement with the provided id does not exist.");

    store.putBus({ ...bus, policy: withoutStatement(bus.policy ?? "", StatementId), modifiedAt: clock.now() });
  },
};
