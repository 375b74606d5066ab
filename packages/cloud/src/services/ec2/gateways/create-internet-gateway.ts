import { onNew } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateInternetGateway.html */
export const createInternetGateway: Ec2Operation<"CreateInternetGateway"> = {
  access: onNew("CreateInternetGateway", "internet-gateway"),

  run({ store, account }, { TagSpecifications }) {
    const Tags = givenTags(TagSpecifications, "internet-gateway");
    const InternetGateway = {
      InternetGatewayId: store.newId("internet-gateway"),
      Attachments: [],
      OwnerId: account,
      Tags,
    };
    store.put("internet-gateway", InternetGateway);
    return { InternetGateway };
  },
};
