import type { Subnet } from "@aws-sdk/client-rds";
import type { Call } from "../../../kernel/operation.ts";
import { invalidSubnet, tooFewZones } from "../errors.ts";
import type { RdsStore } from "../store.ts";

/** The subnets of a group, which are all in one network and in two zones at least. */
export async function checkedSubnets(
  { aws, principal }: Call<RdsStore>,
  ids: readonly string[],
): Promise<{ readonly VpcId: string; readonly Subnets: Subnet[] }> {
  const asked = { Filters: [{ Name: "subnet-id", Values: [...ids] }] };
  const { Subnets: found = [] } = await aws.call("ec2", "DescribeSubnets", asked, { principal });
  const missing = ids.filter((id) => !found.some(({ SubnetId }) => SubnetId === id));
  if (missing.length > 0) {
    throw invalidSubnet(`Some input subnets in :[${missing.join(", ")}] are invalid.`);
  }
  const networks = new Set(found.map(({ VpcId }) => VpcId));
  if (networks.size > 1) throw invalidSubnet("Subnets are not all in the same VPC.");
  if (new Set(found.map(({ AvailabilityZone }) => AvailabilityZone)).size < 2) throw tooFewZones();
  return {
    VpcId: found[0]?.VpcId ?? "",
    Subnets: found.map(({ SubnetId, AvailabilityZone: Name }) => ({
      SubnetIdentifier: SubnetId,
      SubnetAvailabilityZone: { Name },
      SubnetOutpost: {},
      SubnetStatus: "Active",
    })),
  };
}
