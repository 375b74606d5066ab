import { noSuchChange } from "../errors.ts";
import { bareId } from "../model.ts";
import type { Route53Operation } from "../shapes.ts";
import { changeOutput } from "../zones/changes.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html */
export const getChange: Route53Operation<"GetChange"> = {
  access: ({ Id = "" }) => ({ action: "route53:GetChange", resource: `arn:aws:route53:::change/${bareId(Id)}` }),

  run({ store }, { Id = "" }) {
    const change = store.changes.get(bareId(Id));
    if (change === undefined) throw noSuchChange(bareId(Id));
    return { ChangeInfo: changeOutput(change) };
  },
};
