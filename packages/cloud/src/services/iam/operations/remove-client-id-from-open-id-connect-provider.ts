import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html */
export const removeClientIDFromOpenIDConnectProvider: IamOperation<"RemoveClientIDFromOpenIDConnectProvider"> = {
  access: (input, _, store) =>
    onEntity(
      "RemoveClientIDFromOpenIDConnectProvider",
      store.openIdProviders.find(input.OpenIDConnectProviderArn),
      input.OpenIDConnectProviderArn,
    ),

  run({ store }, input) {
    const provider = store.openIdProviders.get(input.OpenIDConnectProviderArn);

    store.openIdProviders.put({ ...provider, clientIds: provider.clientIds.filter((id) => id !== input.ClientID) });
  },
};
