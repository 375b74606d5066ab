import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html */
export const deleteOpenIDConnectProvider: IamOperation<"DeleteOpenIDConnectProvider"> = {
  access: (input, _, store) =>
    onEntity(
      "DeleteOpenIDConnectProvider",
      store.openIdProviders.find(input.OpenIDConnectProviderArn),
      input.OpenIDConnectProviderArn,
    ),

  run({ store }, input) {
    store.openIdProviders.delete(store.openIdProviders.get(input.OpenIDConnectProviderArn));
  },
};
