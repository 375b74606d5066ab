import { pageOf } from "../../../kernel/paging.ts";
import type { SnsOperation } from "../shapes.ts";

const pageMax = 100;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html */
export const listPlatformApplications: SnsOperation<"ListPlatformApplications"> = {
  access: () => ({ action: "sns:ListPlatformApplications", resource: "*" }),

  run({ store }, { NextToken }) {
    const options = { token: NextToken, max: pageMax, idOf: ({ arn }: { readonly arn: string }) => arn };
    const { items, next } = pageOf(store.platforms.applications(), options);
    return {
      PlatformApplications: items.map(({ arn, attributes }) => ({
        PlatformApplicationArn: arn,
        Attributes: { ...attributes },
      })),
      ...(next === undefined ? {} : { NextToken: next }),
    };
  },
};
