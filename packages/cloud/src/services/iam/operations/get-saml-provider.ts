import { validUntil } from "../providers.ts";
import { type IamOperation, onEntity } from "../shapes.ts";
import { writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetSAMLProvider.html */
export const getSAMLProvider: IamOperation<"GetSAMLProvider"> = {
  access: (input, _, store) =>
    onEntity("GetSAMLProvider", store.samlProviders.find(input.SAMLProviderArn), input.SAMLProviderArn),

  run({ store }, input) {
    const provider = store.samlProviders.get(input.SAMLProviderArn);

    return {
      SAMLProviderUUID: provider.id,
      SAMLMetadataDocument: provider.metadata,
      CreateDate: new Date(provider.createdAt),
      ValidUntil: validUntil(provider),
      Tags: writeTags(provider.tags),
    };
  },
};
