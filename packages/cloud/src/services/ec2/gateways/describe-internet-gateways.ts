import type { AttachmentStatus, InternetGateway as InternetGatewayOutput } from "@aws-sdk/client-ec2";
import { onAnything } from "../access.ts";
import { type Filters, find } from "../filters.ts";
import type { InternetGateway } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";

const filters: Filters<InternetGateway> = {
  "attachment.state": ({ Attachments }) => Attachments.map(() => "available"),
  "attachment.vpc-id": ({ Attachments }) => Attachments.map(({ VpcId }) => VpcId),
  "internet-gateway-id": ({ InternetGatewayId }) => InternetGatewayId,
  "owner-id": ({ OwnerId }) => OwnerId,
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const describeInternetGateways: Ec2Operation<"DescribeInternetGateways"> = {
  access: onAnything("DescribeInternetGateways"),

  run({ store }, { InternetGatewayIds: ids, ...wanted }) {
    const { items, NextToken } = find(store, "internet-gateway", { ids, ...wanted }, filters);
    return { InternetGateways: items.map(internetGatewayOutput), NextToken };
  },
};

/** Attachments of internet gateways are called available, whatever the model says. */
const internetGatewayOutput = (gateway: InternetGateway): InternetGatewayOutput => ({
  ...gateway,
  Attachments: gateway.Attachments.map(({ VpcId }) => ({ VpcId, State: "available" as AttachmentStatus })),
});
