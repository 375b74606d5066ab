import { readTags } from "../model.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: IamOperation<"TagRole"> = {
  access: (input, scope, store) => ({
    action: "iam:TagRole",
    resource: store.findRole(input.RoleName)?.arn ?? roleArn(scope, input.RoleName),
  }),

  run({ store }, input) {
    const role = store.role(input.RoleName);

    store.putRole({ ...role, tags: { ...role.tags, ...readTags(input.Tags) } });
  },
};
