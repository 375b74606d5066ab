import { onZone } from "../access.ts";
import { lastVpc, vpcNotAssociated } from "../errors.ts";
import type { Route53Operation } from "../shapes.ts";
import { noteChange } from "../zones/changes.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html */
export const disassociateVpcFromHostedZone: Route53Operation<"DisassociateVPCFromHostedZone"> = {
  access: onZone("DisassociateVPCFromHostedZone"),

  run(call, { HostedZoneId = "", VPC: given, Comment }) {
    const zone = call.store.zone(HostedZoneId);
    const vpcs = zone.vpcs.filter(({ id }) => id !== given?.VPCId);
    if (vpcs.length === zone.vpcs.length) throw vpcNotAssociated(given?.VPCId ?? "", zone.id);
    if (vpcs.length === 0) throw lastVpc();

    call.store.putZone({ ...zone, vpcs });
    return { ChangeInfo: noteChange(call, Comment) };
  },
};
