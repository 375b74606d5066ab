import { onEach } from "../access.ts";
import { hasDependencies } from "../errors.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteInternetGateway.html */
export const deleteInternetGateway: Ec2Operation<"DeleteInternetGateway"> = {
  access: onEach("DeleteInternetGateway", ({ InternetGatewayId }) => ({ "internet-gateway": InternetGatewayId })),

  run({ store }, { InternetGatewayId = "" }) {
    const { Attachments } = store.get("internet-gateway", InternetGatewayId);
    if (Attachments.length > 0) throw hasDependencies("internetGateway", InternetGatewayId);

    store.delete("internet-gateway", InternetGatewayId);
  },
};
