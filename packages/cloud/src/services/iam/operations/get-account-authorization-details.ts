import { everythingThatAuthorizes } from "../account/authorization-details.ts";
import { type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export const getAccountAuthorizationDetails: IamOperation<"GetAccountAuthorizationDetails"> = {
  access: () => ({ action: "iam:GetAccountAuthorizationDetails", resource: "*" }),

  run({ store }, input) {
    const { items, ...page } = paged(everythingThatAuthorizes(store, input.Filter), input, ({ key }) => key);
    const details = items.map(({ detail }) => detail);

    return {
      UserDetailList: details.flatMap(({ user }) => user ?? []),
      GroupDetailList: details.flatMap(({ group }) => group ?? []),
      RoleDetailList: details.flatMap(({ role }) => role ?? []),
      Policies: details.flatMap(({ policy }) => policy ?? []),
      ...page,
    };
  },
};
