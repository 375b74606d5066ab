import { describeGroup } from "../outputs.ts";
import { arnOf, type IamOperation, pagedByName } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html */
export const listGroups: IamOperation<"ListGroups"> = {
  access: (input, scope) => ({ action: "iam:ListGroups", resource: arnOf("group", scope, "", input.PathPrefix) }),

  run({ store }, input) {
    const { items, ...page } = pagedByName(store.groups.list(), input);

    return { Groups: items.map(describeGroup), ...page };
  },
};
