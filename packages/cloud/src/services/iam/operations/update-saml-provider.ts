import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html */
export const updateSAMLProvider: IamOperation<"UpdateSAMLProvider"> = {
  access: (input, _, store) =>
    onEntity("UpdateSAMLProvider", store.samlProviders.find(input.SAMLProviderArn), input.SAMLProviderArn),

  run({ store }, input) {
    const provider = store.samlProviders.get(input.SAMLProviderArn);

    store.samlProviders.put({ ...provider, metadata: input.SAMLMetadataDocument ?? provider.metadata });

    return { SAMLProviderArn: provider.arn };
  },
};
