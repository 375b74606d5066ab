import { awsManagedPolicyArns } from "../aws-managed-policies.ts";
import type { ManagedPolicy } from "../model.ts";
import { describePolicy } from "../outputs.ts";
import { arnOf, type IamOperation, paged } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: IamOperation<"ListPolicies"> = {
  access: (input, scope) => ({ action: "iam:ListPolicies", resource: arnOf("policy", scope, "", input.PathPrefix) }),

  run({ store }, input) {
    const local = input.Scope === "AWS" ? [] : [...store.policies()];
    const aws = input.Scope === "Local" ? [] : awsManagedPolicyArns.map((arn) => store.policy(arn));
    const isWanted = ({ path, arn }: ManagedPolicy): boolean => {
      if (!path.startsWith(input.PathPrefix ?? "/")) return false;
      if (input.OnlyAttached === true && store.policyUse(arn).attached === 0) return false;
      return input.PolicyUsageFilter !== "PermissionsBoundary" || store.policyUse(arn).boundaries > 0;
    };
    const all = [...local, ...aws].filter(isWanted).sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const { items, ...page } = paged(all, input, ({ arn }) => arn);

    return {
      Policies: items.map((policy) => ({ ...describePolicy(store, policy), Tags: undefined, Description: undefined })),
      ...page,
    };
  },
};
