import { upperAlphanumeric } from "@millrace/core";
import { samlProviderExists } from "../errors.ts";
import { samlProviderArn } from "../providers.ts";
import type { IamOperation } from "../shapes.ts";
import { readTags, tagContext, writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
export const createSAMLProvider: IamOperation<"CreateSAMLProvider"> = {
  access: (input, scope) => ({
    action: "iam:CreateSAMLProvider",
    resource: samlProviderArn(scope.account, input.Name),
    context: tagContext(input.Tags),
  }),

  run({ store, account, clock, ids }, input) {
    const arn = samlProviderArn(account, input.Name);
    if (store.samlProviders.find(arn) !== undefined) throw samlProviderExists();
    const tags = readTags(input.Tags);

    store.samlProviders.put({
      arn,
      tags,
      name: input.Name,
      id: `ASAM${ids.text(17, upperAlphanumeric)}`,
      metadata: input.SAMLMetadataDocument,
      createdAt: clock.now(),
    });

    return { SAMLProviderArn: arn, ...(input.Tags === undefined ? {} : { Tags: writeTags(tags) }) };
  },
};
