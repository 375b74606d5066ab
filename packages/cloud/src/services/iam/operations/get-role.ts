import { describeRole } from "../outputs.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: IamOperation<"GetRole"> = {
  access: (input, scope, store) =>
    onEntity("GetRole", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run: ({ store }, input) => ({ Role: describeRole(store.roles.get(input.RoleName)) }),
};
