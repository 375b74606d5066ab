import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole: IamOperation<"UpdateRole"> = {
  access: (input, scope, store) => ({
    action: "iam:UpdateRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);

    store.putRole({
      ...role,
      description: input.Description ?? role.description,
      maxSessionSeconds: input.MaxSessionDuration ?? role.maxSessionSeconds,
    });

    return {};
  },
};
