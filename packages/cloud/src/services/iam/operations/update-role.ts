import { refuseProtected } from "../identities/kinds.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole: IamOperation<"UpdateRole"> = {
  access: (input, scope, store) =>
    onEntity("UpdateRole", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store }, input) {
    const role = store.roles.get(input.RoleName);
    refuseProtected(role);

    store.roles.put({
      ...role,
      description: input.Description ?? role.description,
      maxSessionSeconds: input.MaxSessionDuration ?? role.maxSessionSeconds,
    });

    return {};
  },
};
