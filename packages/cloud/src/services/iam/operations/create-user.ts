import { upperAlphanumeric } from "@millrace/core";
import { nameTaken } from "../errors.ts";
import { refuseBoundary } from "../identities/boundary.ts";
import type { User } from "../model.ts";
import { describeUser } from "../outputs.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser: IamOperation<"CreateUser"> = {
  access: (input, scope) => ({
    action: "iam:CreateUser",
    resource: arnOf("user", scope, input.UserName, input.Path),
    context: {
      ...tagContext(input.Tags),
      ...(input.PermissionsBoundary === undefined ? {} : { "iam:PermissionsBoundary": input.PermissionsBoundary }),
    },
  }),

  run({ store, account, ids, clock }, input) {
    const { UserName: name, Path: path = "/" } = input;
    if (store.users.find(name) !== undefined) throw nameTaken("User", name);
    refuseBoundary(store, input.PermissionsBoundary);
    const user: User = {
      name,
      path,
      id: `AIDA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("user", { account }, name, path),
      createdAt: clock.now(),
      boundaryArn: input.PermissionsBoundary,
      tags: readTags(input.Tags),
      inlinePolicies: {},
      attachedPolicyArns: [],
      groupNames: [],
      accessKeys: [],
      serviceCredentials: [],
      sshKeys: [],
      certificates: [],
    };

    store.users.put(user);

    return { User: describeUser(user) };
  },
};
