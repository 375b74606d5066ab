import { describeRole } from "../role-output.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: IamOperation<"GetRole"> = {
  access: (input, scope, store) => ({
    action: "iam:GetRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run: ({ store }, input) => ({ Role: describeRole(store.role(input.RoleName)) }),
};
