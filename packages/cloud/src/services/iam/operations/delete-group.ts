import { mustFirst } from "../errors.ts";
import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html */
export const deleteGroup: IamOperation<"DeleteGroup"> = {
  access: (input, scope, store) =>
    onEntity("DeleteGroup", store.groups.find(input.GroupName), arnOf("group", scope, input.GroupName)),

  run({ store }, input) {
    const group = store.groups.get(input.GroupName);
    if (store.membersOf(group).next().done !== true) throw mustFirst("remove users from group");
    if (group.attachedPolicyArns.length > 0) throw mustFirst("detach all policies");
    if (Object.keys(group.inlinePolicies).length > 0) throw mustFirst("delete policies");

    store.groups.delete(group);
  },
};
