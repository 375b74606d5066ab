import { onZone } from "../access.ts";
import type { Route53Operation } from "../shapes.ts";
import { delegationOutput, vpcsOutput, zoneOutput } from "../zones/zone-output.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html */
export const getHostedZone: Route53Operation<"GetHostedZone"> = {
  access: onZone("GetHostedZone"),

  run({ store }, { Id = "" }) {
    const zone = store.zone(Id);
    const VPCs = vpcsOutput(zone);
    return {
      HostedZone: zoneOutput(store, zone),
      DelegationSet: delegationOutput(zone),
      ...(VPCs.length > 0 && { VPCs }),
    };
  },
};
