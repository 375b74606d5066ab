import { type IamOperation, onEntity } from "../shapes.ts";
import { writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html */
export const getOpenIDConnectProvider: IamOperation<"GetOpenIDConnectProvider"> = {
  access: (input, _, store) =>
    onEntity(
      "GetOpenIDConnectProvider",
      store.openIdProviders.find(input.OpenIDConnectProviderArn),
      input.OpenIDConnectProviderArn,
    ),

  run({ store }, input) {
    const { url, clientIds, thumbprints, createdAt, tags } = store.openIdProviders.get(input.OpenIDConnectProviderArn);

    return {
      Url: url,
      ClientIDList: [...clientIds],
      ThumbprintList: [...thumbprints],
      CreateDate: new Date(createdAt),
      Tags: writeTags(tags),
    };
  },
};
