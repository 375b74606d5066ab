import { pageOf } from "../../../kernel/paging.ts";
import { awsManagedPolicyArns } from "../aws-managed-policies.ts";
import type { ManagedPolicy } from "../model.ts";
import { describePolicy } from "../policy-output.ts";
import type { IamOperation } from "../shapes.ts";

const itemsDefault = 100;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: IamOperation<"ListPolicies"> = {
  access: () => ({ action: "iam:ListPolicies", resource: "*" }),

  run({ store }, input) {
    const wanted = (policy: ManagedPolicy): boolean =>
      policy.path.startsWith(input.PathPrefix ?? "/") &&
      (input.OnlyAttached !== true || store.attachmentCount(policy.arn) > 0);
    const local = input.Scope === "AWS" ? [] : store.policies();
    const aws = input.Scope === "Local" ? [] : awsManagedPolicyArns.map((arn) => store.policy(arn));
    const all = [...local, ...aws].filter(wanted).sort((a, b) => (a.arn < b.arn ? -1 : 1));
    const { items, next } = pageOf(all, {
      token: input.Marker,
      max: input.MaxItems ?? itemsDefault,
      idOf: (policy) => policy.arn,
    });

    return {
      Policies: items.map((policy) => describePolicy(policy, store.attachmentCount(policy.arn))),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },
};
