import { contains, overlaps, parseBlock } from "../../../reach/cidr.ts";
import { onNew } from "../access.ts";
import { ec2Error, invalidValue } from "../errors.ts";
import type { Vpc } from "../model.ts";
import { associated } from "../network-acls/association.ts";
import type { Ec2Operation } from "../shapes.ts";
import type { Ec2Store } from "../store.ts";
import { givenTags } from "../tags/given-tags.ts";
import { checkedBlockOf } from "../vpcs/vpc-block.ts";
import { zonesOf } from "../zones.ts";
import { newSubnet } from "./new-subnet.ts";
import { subnetOutput } from "./subnet-output.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const createSubnet: Ec2Operation<"CreateSubnet"> = {
  access: onNew("CreateSubnet", "subnet", ({ VpcId }) => ({ vpc: VpcId })),

  run({ store, region }, { VpcId, CidrBlock, AvailabilityZone, AvailabilityZoneId, TagSpecifications }) {
    const vpc = store.get("vpc", VpcId);
    const Tags = givenTags(TagSpecifications, "subnet");
    const block = checkedBlockOf(CidrBlock, "InvalidSubnet.Range");
    refuseMisplaced(store, vpc, block);
    const zone = chosenZone(region, AvailabilityZone, AvailabilityZoneId);

    const subnet = newSubnet(store, { VpcId: vpc.VpcId, CidrBlock: block, zone, Tags });
    store.put("subnet", subnet);
    const acl = store.list("network-acl").find((one) => one.VpcId === vpc.VpcId && one.IsDefault);
    if (acl !== undefined) store.put("network-acl", associated(store, acl, subnet.SubnetId));
    return { Subnet: subnetOutput(store, subnet) };
  },
};

function refuseMisplaced(store: Ec2Store, vpc: Vpc, cidr: string): void {
  const block = parseBlock(cidr);
  if (block === undefined) return;
  const isInside = vpc.CidrBlockAssociationSet.some(({ CidrBlock = "" }) => {
    const outer = parseBlock(CidrBlock);
    return outer !== undefined && contains(outer, block);
  });
  if (!isInside) throw ec2Error("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  const isTaken = store.list("subnet").some(({ VpcId, CidrBlock }) => {
    const other = parseBlock(CidrBlock);
    return VpcId === vpc.VpcId && other !== undefined && overlaps(block, other);
  });
  if (isTaken) throw ec2Error("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`);
}

function chosenZone(
  region: string,
  name: string | undefined,
  id: string | undefined,
): { readonly name: string; readonly id: string } {
  const zones = zonesOf(region);
  const zone = zones.find((one) => (name === undefined || one.name === name) && (id === undefined || one.id === id));
  if (zone === undefined) {
    throw invalidValue(
      `Value (${name ?? id}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.map((one) => one.name).join(", ")}.`,
    );
  }
  return zone;
}
