import { noSuchRolePolicy } from "../errors.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: IamOperation<"DeleteRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:DeleteRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    const { [input.PolicyName]: document, ...inlinePolicies } = role.inlinePolicies;
    if (document === undefined) throw noSuchRolePolicy(input.PolicyName);

    store.putRole({ ...role, inlinePolicies });
  },
};
