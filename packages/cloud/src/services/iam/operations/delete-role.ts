import { mustDeletePolicies, mustDetachPolicies } from "../errors.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: IamOperation<"DeleteRole"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    if (role.attachedPolicyArns.length > 0) throw mustDetachPolicies();
    if (Object.keys(role.inlinePolicies).length > 0) throw mustDeletePolicies();

    store.deleteRole(role);

    return {};
  },
};
