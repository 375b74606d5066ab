import { notAttached } from "../errors.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: IamOperation<"DetachRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:DetachRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
    context: { "iam:PolicyARN": input.PolicyArn },
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    if (!role.attachedPolicyArns.includes(input.PolicyArn)) throw notAttached(input.PolicyArn);

    store.putRole({ ...role, attachedPolicyArns: role.attachedPolicyArns.filter((arn) => arn !== input.PolicyArn) });
  },
};
