import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html */
export const addClientIDToOpenIDConnectProvider: IamOperation<"AddClientIDToOpenIDConnectProvider"> = {
  access: (input, _, store) =>
    onEntity(
      "AddClientIDToOpenIDConnectProvider",
      store.openIdProviders.find(input.OpenIDConnectProviderArn),
      input.OpenIDConnectProviderArn,
    ),

  run({ store }, input) {
    const provider = store.openIdProviders.get(input.OpenIDConnectProviderArn);

    store.openIdProviders.put({ ...provider, clientIds: [...new Set([...provider.clientIds, input.ClientID])] });
  },
};
