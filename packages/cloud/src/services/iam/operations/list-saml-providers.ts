import { validUntil } from "../providers.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSAMLProviders.html */
export const listSAMLProviders: IamOperation<"ListSAMLProviders"> = {
  access: () => ({ action: "iam:ListSAMLProviders", resource: "*" }),

  run: ({ store }) => ({
    SAMLProviderList: [...store.samlProviders.list()].map((provider) => ({
      Arn: provider.arn,
      ValidUntil: validUntil(provider),
      CreateDate: new Date(provider.createdAt),
    })),
  }),
};
