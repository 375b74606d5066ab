import { validationError } from "../errors.ts";
import { isServiceLinked } from "../service-linked-roles.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteServiceLinkedRole.html */
export const deleteServiceLinkedRole: IamOperation<"DeleteServiceLinkedRole"> = {
  access: (input, scope, store) =>
    onEntity("DeleteServiceLinkedRole", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store, ids }, input) {
    const role = store.roles.get(input.RoleName);
    if (!isServiceLinked(role)) throw validationError(`${role.name} is not a service-linked role`);

    store.roles.delete(role);

    return { DeletionTaskId: `task${role.path}${role.name}/${ids.uuid()}` };
  },
};
