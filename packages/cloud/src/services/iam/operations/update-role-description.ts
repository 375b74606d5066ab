import { describeRole } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html */
export const updateRoleDescription: IamOperation<"UpdateRoleDescription"> = {
  access: (input, scope, store) =>
    onEntity("UpdateRoleDescription", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store }, input) {
    const role = store.roles.get(input.RoleName);
    const changed = { ...role, description: input.Description };

    store.roles.put(changed);

    return { Role: describeRole(changed) };
  },
};
