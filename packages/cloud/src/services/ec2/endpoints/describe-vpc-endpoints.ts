import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { VpcEndpoint } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { endpointOutput } from "./endpoint-output.ts";

const filters: Filters<VpcEndpoint> = {
  "service-name": ({ ServiceName }) => ServiceName,
  "vpc-endpoint-id": ({ VpcEndpointId }) => VpcEndpointId,
  "vpc-endpoint-state": ({ State }) => State,
  "vpc-endpoint-type": ({ VpcEndpointType }) => VpcEndpointType,
  "vpc-id": ({ VpcId }) => VpcId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
export const describeVpcEndpoints: Ec2Operation<"DescribeVpcEndpoints"> = {
  access: onAnything("DescribeVpcEndpoints"),

  run({ store }, { VpcEndpointIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "vpc-endpoint", { ids, ...wanted }, filters);
    return { VpcEndpoints: items.map((endpoint) => endpointOutput(store, endpoint)), NextToken };
  },
};
