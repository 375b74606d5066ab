import { pageOf } from "../../../kernel/paging.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

const itemsDefault = 100;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: IamOperation<"ListAttachedRolePolicies"> = {
  access: (input, scope, store) => ({
    action: "iam:ListAttachedRolePolicies",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const arns = [...store.role(input.RoleName).attachedPolicyArns].sort((a, b) => (a < b ? -1 : 1));
    const { items, next } = pageOf(arns, {
      token: input.Marker,
      max: input.MaxItems ?? itemsDefault,
      idOf: (arn) => arn,
    });

    return {
      AttachedPolicies: items.map((arn) => ({ PolicyName: arn.split("/").at(-1), PolicyArn: arn })),
      IsTruncated: next !== undefined,
      Marker: next,
    };
  },
};
