import { noSuchRolePolicy } from "../errors.ts";
import { encodeDocument } from "../model.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: IamOperation<"GetRolePolicy"> = {
  access: (input, scope, store) => ({
    action: "iam:GetRolePolicy",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    const document = role.inlinePolicies[input.PolicyName];
    if (document === undefined) throw noSuchRolePolicy(input.PolicyName);

    return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encodeDocument(document) };
  },
};
