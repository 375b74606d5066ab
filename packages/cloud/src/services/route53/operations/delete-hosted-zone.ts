import { onZone } from "../access.ts";
import { hostedZoneNotEmpty } from "../errors.ts";
import type { Route53Operation } from "../shapes.ts";
import { noteChange } from "../zones/changes.ts";
import { isOwnRecord } from "../zones/new-zone.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DeleteHostedZone.html */
export const deleteHostedZone: Route53Operation<"DeleteHostedZone"> = {
  access: onZone("DeleteHostedZone"),

  run(call, { Id = "" }) {
    const zone = call.store.zone(Id);
    for (const record of call.store.records(zone.id)) if (!isOwnRecord(zone, record)) throw hostedZoneNotEmpty();

    call.store.deleteZone(zone);
    return { ChangeInfo: noteChange(call) };
  },
};
