import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { onAll } from "../access.ts";
import { hostedZoneExists, invalidVpc } from "../errors.ts";
import type { HostedZone, Vpc } from "../model.ts";
import { fullName } from "../names.ts";
import type { Route53Operation } from "../shapes.ts";
import type { Route53Store } from "../store.ts";
import { noteChange } from "../zones/changes.ts";
import { newId, newNameServers, ownRecords } from "../zones/new-zone.ts";
import { delegationOutput, zoneOutput } from "../zones/zone-output.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html */
export const createHostedZone: Route53Operation<"CreateHostedZone"> = {
  access: onAll("CreateHostedZone"),

  async run(call, { Name = "", CallerReference = "", HostedZoneConfig: config, VPC: vpc }) {
    const { store, ids } = call;
    const name = fullName(Name);
    if ([...store.zones()].some(({ callerReference }) => callerReference === CallerReference)) throw hostedZoneExists();
    const vpcs: Vpc[] = vpc === undefined ? [] : [{ id: vpc.VPCId ?? "", region: vpc.VPCRegion ?? call.region }];
    await checkVpcs(call, vpcs);

    const zone: HostedZone = {
      id: newId(ids, "Z"),
      name,
      callerReference: CallerReference,
      comment: config?.Comment,
      isPrivate: vpcs.length > 0,
      vpcs,
      nameServers: newNameServers(ids),
      tags: {},
    };
    store.putZone(zone);
    for (const record of ownRecords(zone)) store.putRecord(zone.id, record);

    return {
      HostedZone: zoneOutput(store, zone),
      ChangeInfo: noteChange(call),
      DelegationSet: delegationOutput(zone),
      ...(vpc && { VPC: vpc }),
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    };
  },
};

/** Throws InvalidVPCId. */
export async function checkVpcs({ aws, principal }: Call<Route53Store>, vpcs: readonly Vpc[]): Promise<void> {
  for (const { id, region } of vpcs) {
    await aws.call("ec2", "DescribeVpcs", { VpcIds: [id] }, { principal, region }).catch((error: unknown) => {
      throw error instanceof AwsError && error.code === "InvalidVpcID.NotFound" ? invalidVpc() : error;
    });
  }
}
