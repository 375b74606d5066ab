import { listProfile } from "../outputs.ts";
import { arnOf, type IamOperation, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles: IamOperation<"ListInstanceProfiles"> = {
  access: (input, scope) => ({
    action: "iam:ListInstanceProfiles",
    resource: arnOf("instance-profile", scope, "", input.PathPrefix),
  }),

  run({ store }, input) {
    const { items, ...page } = pagedByName(store.instanceProfiles.list(), input);

    return { InstanceProfiles: items.map((profile) => listProfile(store, profile)), ...page };
  },
};
