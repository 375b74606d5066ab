import { mustFirst } from "../errors.ts";
import { refuseProtected } from "../identities/kinds.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: IamOperation<"DeleteRole"> = {
  access: (input, scope, store) =>
    onEntity("DeleteRole", store.roles.find(input.RoleName), arnOf("role", scope, input.RoleName)),

  run({ store }, input) {
    const role = store.roles.get(input.RoleName);
    refuseProtected(role);
    for (const { roleName } of store.instanceProfiles.list()) {
      if (roleName === role.name) throw mustFirst("remove roles from instance profile");
    }
    if (role.attachedPolicyArns.length > 0) throw mustFirst("detach all policies");
    if (Object.keys(role.inlinePolicies).length > 0) throw mustFirst("delete policies");

    store.roles.delete(role);

    return {};
  },
};
