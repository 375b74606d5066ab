import type { NatGateway as NatGatewayOutput } from "@aws-sdk/client-ec2";
import type { NatGateway } from "../model.ts";

export const natGatewayOutput = ({ createdAt, ...gateway }: NatGateway): NatGatewayOutput => ({
  ...gateway,
  AvailabilityMode: "zonal",
  CreateTime: new Date(createdAt),
});
