import type { DBSubnetGroup } from "@aws-sdk/client-rds";
import type { SubnetGroup } from "../model.ts";

export const subnetGroupOutput = ({ tags: _, ...group }: SubnetGroup): DBSubnetGroup => ({
  ...group,
  SubnetGroupStatus: "Complete",
  SupportedNetworkTypes: ["IPV4"],
});
