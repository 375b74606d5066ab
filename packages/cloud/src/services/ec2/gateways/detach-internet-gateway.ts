import { onEach } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html */
export const detachInternetGateway: Ec2Operation<"DetachInternetGateway"> = {
  access: onEach("DetachInternetGateway", ({ InternetGatewayId, VpcId }) => ({
    "internet-gateway": InternetGatewayId,
    vpc: VpcId,
  })),

  run({ store }, { InternetGatewayId, VpcId }) {
    const gateway = store.get("internet-gateway", InternetGatewayId);
    if (!gateway.Attachments.some((one) => one.VpcId === VpcId)) {
      throw ec2Error("Gateway.NotAttached", `resource ${InternetGatewayId} is not attached to network ${VpcId}`);
    }

    store.put("internet-gateway", { ...gateway, Attachments: [] });
  },
};
