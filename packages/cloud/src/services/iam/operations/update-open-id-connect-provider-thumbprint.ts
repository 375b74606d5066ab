import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html */
export const updateOpenIDConnectProviderThumbprint: IamOperation<"UpdateOpenIDConnectProviderThumbprint"> = {
  access: (input, _, store) =>
    onEntity(
      "UpdateOpenIDConnectProviderThumbprint",
      store.openIdProviders.find(input.OpenIDConnectProviderArn),
      input.OpenIDConnectProviderArn,
    ),

  run({ store }, input) {
    const provider = store.openIdProviders.get(input.OpenIDConnectProviderArn);

    store.openIdProviders.put({ ...provider, thumbprints: input.ThumbprintList });
  },
};
