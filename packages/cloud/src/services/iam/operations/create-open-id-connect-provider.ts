import { providerExists } from "../errors.ts";
import { checkProviderUrl, openIdProviderArn, withoutScheme } from "../providers.ts";
import type { IamOperation } from "../shapes.ts";
import { readTags, tagContext, writeTags } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html */
export const createOpenIDConnectProvider: IamOperation<"CreateOpenIDConnectProvider"> = {
  access: (input, scope) => ({
    action: "iam:CreateOpenIDConnectProvider",
    resource: openIdProviderArn(scope.account, input.Url),
    context: tagContext(input.Tags),
  }),

  run({ store, account, clock }, input) {
    const arn = openIdProviderArn(account, input.Url);
    checkProviderUrl(input.Url);
    if (store.openIdProviders.find(arn) !== undefined) throw providerExists(input.Url);
    const tags = readTags(input.Tags);

    store.openIdProviders.put({
      arn,
      tags,
      url: withoutScheme(input.Url),
      createdAt: clock.now(),
      clientIds: input.ClientIDList ?? [],
      thumbprints: input.ThumbprintList ?? [],
    });

    return { OpenIDConnectProviderArn: arn, ...(input.Tags === undefined ? {} : { Tags: writeTags(tags) }) };
  },
};
