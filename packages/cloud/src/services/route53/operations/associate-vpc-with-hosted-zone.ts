import { onZone } from "../access.ts";
import { isPublicZone } from "../errors.ts";
import type { Vpc } from "../model.ts";
import type { Route53Operation } from "../shapes.ts";
import { noteChange } from "../zones/changes.ts";
import { checkVpcs } from "./create-hosted-zone.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html */
export const associateVpcWithHostedZone: Route53Operation<"AssociateVPCWithHostedZone"> = {
  access: onZone("AssociateVPCWithHostedZone"),

  async run(call, { HostedZoneId = "", VPC: given, Comment }) {
    const vpc: Vpc = { id: given?.VPCId ?? "", region: given?.VPCRegion ?? call.region };
    if (!call.store.zone(HostedZoneId).isPrivate) throw isPublicZone(HostedZoneId);
    await checkVpcs(call, [vpc]);

    const zone = call.store.zone(HostedZoneId);
    call.store.putZone({ ...zone, vpcs: [...zone.vpcs.filter(({ id }) => id !== vpc.id), vpc] });
    return { ChangeInfo: noteChange(call, Comment) };
  },
};
