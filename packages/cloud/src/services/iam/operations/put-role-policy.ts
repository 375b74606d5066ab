import { checkPolicy } from "../policy-grammar.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: IamOperation<"PutRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:PutRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    const document = checkPolicy(input.PolicyDocument, { kind: "permissions" });

    store.putRole({ ...role, inlinePolicies: { ...role.inlinePolicies, [input.PolicyName]: document } });
  },
};
