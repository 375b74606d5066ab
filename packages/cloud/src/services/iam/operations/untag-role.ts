import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: IamOperation<"UntagRole"> = {
  access: (input, scope, store) => ({
    action: "iam:UntagRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);
    const gone = new Set(input.TagKeys);

    store.putRole({ ...role, tags: Object.fromEntries(Object.entries(role.tags).filter(([key]) => !gone.has(key))) });
  },
};
