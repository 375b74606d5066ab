import { upperAlphanumeric } from "@millrace/core";
import { nameTaken } from "../errors.ts";
import type { Group } from "../model.ts";
import { describeGroup } from "../outputs.ts";
import { arnOf, type IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html */
export const createGroup: IamOperation<"CreateGroup"> = {
  access: (input, scope) => ({
    action: "iam:CreateGroup",
    resource: arnOf("group", scope, input.GroupName, input.Path),
  }),

  run({ store, account, ids, clock }, input) {
    const { GroupName: name, Path: path = "/" } = input;
    if (store.groups.find(name) !== undefined) throw nameTaken("Group", name);
    const group: Group = {
      name,
      path,
      id: `AGPA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("group", { account }, name, path),
      createdAt: clock.now(),
      inlinePolicies: {},
      attachedPolicyArns: [],
    };

    store.groups.put(group);

    return { Group: describeGroup(group) };
  },
};
