import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteSAMLProvider.html */
export const deleteSAMLProvider: IamOperation<"DeleteSAMLProvider"> = {
  access: (input, _, store) =>
    onEntity("DeleteSAMLProvider", store.samlProviders.find(input.SAMLProviderArn), input.SAMLProviderArn),

  run({ store }, input) {
    store.samlProviders.delete(store.samlProviders.get(input.SAMLProviderArn));
  },
};
