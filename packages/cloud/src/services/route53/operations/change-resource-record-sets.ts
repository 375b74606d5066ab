import type { Access } from "../../../kernel/operation.ts";
import { onZone } from "../access.ts";
import { invalidChangeBatch } from "../errors.ts";
import { planChanges } from "../records/apply-changes.ts";
import type { Route53Operation } from "../shapes.ts";
import { noteChange } from "../zones/changes.ts";

/**
 * Makes all changes of a batch, or none.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
 */
export const changeResourceRecordSets: Route53Operation<"ChangeResourceRecordSets"> = {
  /** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
  access(input): Access {
    const changes = input.ChangeBatch?.Changes ?? [];
    const different = (values: readonly string[]) => [...new Set(values)];
    return {
      ...onZone("ChangeResourceRecordSets")(input),
      context: {
        "route53:ChangeResourceRecordSetsActions": different(changes.map(({ Action = "" }) => Action)),
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": different(
          changes.map(({ ResourceRecordSet: record }) => (record?.Name ?? "").toLowerCase().replace(/\.$/, "")),
        ),
        "route53:ChangeResourceRecordSetsRecordTypes": different(
          changes.map(({ ResourceRecordSet: record }) => record?.Type ?? ""),
        ),
      },
    };
  },

  run(call, { HostedZoneId = "", ChangeBatch: batch }) {
    const zone = call.store.zone(HostedZoneId);
    const planned = planChanges(call.store, zone, batch?.Changes ?? []);
    if (planned.mistakes.length > 0) throw invalidChangeBatch(planned.mistakes);

    planned.apply();
    return { ChangeInfo: noteChange(call, batch?.Comment) };
  },
};
