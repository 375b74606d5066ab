import type { DelegationSet, VPC, VPCRegion, HostedZone as ZoneOutput } from "@aws-sdk/client-route-53";
import type { HostedZone } from "../model.ts";
import { printedName } from "../names.ts";
import type { Route53Store } from "../store.ts";

export function zoneOutput(store: Route53Store, zone: HostedZone): ZoneOutput {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: printedName(zone.name),
    CallerReference: zone.callerReference,
    Config: { ...(zone.comment !== undefined && { Comment: zone.comment }), PrivateZone: zone.isPrivate },
    ResourceRecordSetCount: [...store.records(zone.id)].length,
  };
}

/** Private zones have none. */
export const delegationOutput = ({ isPrivate, nameServers }: HostedZone): DelegationSet | undefined =>
  isPrivate ? undefined : { NameServers: [...nameServers] };

export const vpcsOutput = ({ vpcs }: HostedZone): VPC[] =>
  vpcs.map(({ id, region }) => ({ VPCId: id, VPCRegion: region as VPCRegion }));
