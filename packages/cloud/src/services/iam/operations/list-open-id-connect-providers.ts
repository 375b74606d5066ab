import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html */
export const listOpenIDConnectProviders: IamOperation<"ListOpenIDConnectProviders"> = {
  access: () => ({ action: "iam:ListOpenIDConnectProviders", resource: "*" }),

  run: ({ store }) => ({
    OpenIDConnectProviderList: [...store.openIdProviders.list()].map(({ arn }) => ({ Arn: arn })),
  }),
};
