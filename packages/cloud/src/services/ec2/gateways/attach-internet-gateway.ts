import { onEach } from "../access.ts";
import { ec2Error, invalid } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html */
export const attachInternetGateway: Ec2Operation<"AttachInternetGateway"> = {
  access: onEach("AttachInternetGateway", ({ InternetGatewayId, VpcId }) => ({
    "internet-gateway": InternetGatewayId,
    vpc: VpcId,
  })),

  run({ store }, { InternetGatewayId, VpcId }) {
    const gateway = store.get("internet-gateway", InternetGatewayId);
    store.get("vpc", VpcId);
    if (gateway.Attachments.length > 0) {
      throw ec2Error(
        "Resource.AlreadyAssociated",
        `resource ${InternetGatewayId} is already attached to network ${gateway.Attachments[0]?.VpcId}`,
      );
    }
    const other = store
      .list("internet-gateway")
      .find(({ Attachments }) => Attachments.some((one) => one.VpcId === VpcId));
    if (other !== undefined) throw invalid(`Network ${VpcId} already has an internet gateway attached`);

    store.put("internet-gateway", { ...gateway, Attachments: [{ VpcId, State: "attached" }] });
  },
};
