import { checkPolicy } from "../policy-grammar.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy: IamOperation<"UpdateAssumeRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateAssumeRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    const trustPolicy = checkPolicy(input.PolicyDocument, { kind: "trust" });

    store.putRole({ ...role, trustPolicy });
  },
};
