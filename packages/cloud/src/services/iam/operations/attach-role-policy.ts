import { noSuchPolicy } from "../errors.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy: IamOperation<"AttachRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:AttachRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
    context: { "iam:PolicyARN": input.PolicyArn },
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    if (store.findPolicy(input.PolicyArn) === undefined) throw noSuchPolicy(input.PolicyArn);
    if (role.attachedPolicyArns.includes(input.PolicyArn)) return;

    store.putRole({ ...role, attachedPolicyArns: [...role.attachedPolicyArns, input.PolicyArn] });
  },
};
