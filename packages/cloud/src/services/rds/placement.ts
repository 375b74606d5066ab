import type { Call } from "../../kernel/operation.ts";
import { invalidValue, notFound } from "./errors.ts";
import type { SubnetGroup } from "./model.ts";
import type { RdsStore } from "./store.ts";

interface Placement {
  readonly subnetGroup: string | undefined;
  readonly securityGroupIds: string[];
  readonly zones: string[];
}

interface Given {
  readonly DBSubnetGroupName?: string | undefined;
  readonly VpcSecurityGroupIds?: readonly string[] | undefined;
}

/** Where a database stands: without a word of it, in the default network. */
export async function placementOf(call: Call<RdsStore>, given: Given): Promise<Placement> {
  const { store } = call;
  const name = given.DBSubnetGroupName?.toLowerCase();
  const group = name === undefined ? undefined : store.find("subgrp", name);
  if (name !== undefined && name !== "default" && group === undefined) throw notFound.subnetGroup(name);
  const groups = await securityGroups(call, given.VpcSecurityGroupIds, group);
  return { subnetGroup: group?.DBSubnetGroupName, securityGroupIds: groups, zones: zonesOf(group, call.region) };
}

const zonesOf = (group: SubnetGroup | undefined, region: string): string[] => {
  const own = group?.Subnets.flatMap(({ SubnetAvailabilityZone: zone }) =>
    zone?.Name === undefined ? [] : [zone.Name],
  );
  return [...new Set(own ?? ["a", "b", "c"].map((letter) => region + letter))].sort();
};

async function securityGroups(
  call: Call<RdsStore>,
  ids: readonly string[] | undefined,
  group: SubnetGroup | undefined,
): Promise<string[]> {
  const { aws, principal } = call;
  const vpc = group === undefined ? [] : [{ Name: "vpc-id", Values: [group.VpcId] }];
  const named =
    ids === undefined || ids.length === 0
      ? [{ Name: "group-name", Values: ["default"] }]
      : [{ Name: "group-id", Values: [...ids] }];
  const { SecurityGroups = [] } = await aws.call(
    "ec2",
    "DescribeSecurityGroups",
    { Filters: [...vpc, ...named] },
    { principal },
  );
  const found = SecurityGroups.flatMap(({ GroupId }) => (GroupId === undefined ? [] : [GroupId]));
  const missing = ids?.find((id) => !found.includes(id));
  if (missing !== undefined) {
    throw invalidValue(
      `Invalid security group , groupId= ${missing}, groupName=.${group === undefined ? "" : ` It is not in the VPC ${group.VpcId} of the DB subnet group.`}`,
    );
  }
  return ids === undefined ? found.slice(0, 1) : [...ids];
}

/** The groups that a database is to have from now on, which must be in its network. */
export async function securityGroupsOf(
  call: Call<RdsStore>,
  ids: readonly string[],
  { subnetGroup }: { readonly subnetGroup: string | undefined },
): Promise<{ readonly securityGroupIds: string[] }> {
  const group = subnetGroup === undefined ? undefined : call.store.find("subgrp", subnetGroup);
  return { securityGroupIds: await securityGroups(call, ids, group) };
}
