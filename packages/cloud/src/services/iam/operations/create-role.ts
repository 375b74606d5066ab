import { upperAlphanumeric } from "@millrace/core";
import { nameTaken } from "../errors.ts";
import { refuseBoundary } from "../identities/boundary.ts";
import type { Role } from "../model.ts";
import { describeNewRole } from "../outputs.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { knows } from "../principals.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext } from "../tags/tags.ts";

const sessionSecondsDefault = 3600;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: IamOperation<"CreateRole"> = {
  access: (input, scope) => [
    {
      action: "iam:CreateRole",
      resource: arnOf("role", scope, input.RoleName, input.Path),
      context: {
        ...tagContext(input.Tags),
        ...(input.PermissionsBoundary === undefined ? {} : { "iam:PermissionsBoundary": input.PermissionsBoundary }),
      },
    },
  ],

  run({ store, account, ids, clock }, input) {
    const { RoleName: name, Path: path = "/" } = input;
    if (store.roles.find(name) !== undefined) throw nameTaken("Role", name);
    refuseBoundary(store, input.PermissionsBoundary);
    const role: Role = {
      name,
      path,
      trustPolicy: checkPolicy(input.AssumeRolePolicyDocument, { kind: "trust", isPrincipal: knows(store, account) }),
      id: `AROA${ids.text(17, upperAlphanumeric)}`,
      arn: arnOf("role", { account }, name, path),
      createdAt: clock.now(),
      description: input.Description,
      maxSessionSeconds: input.MaxSessionDuration ?? sessionSecondsDefault,
      boundaryArn: input.PermissionsBoundary,
      tags: readTags(input.Tags),
      inlinePolicies: {},
      attachedPolicyArns: [],
    };

    store.roles.put(role);

    return {
      Role: { ...describeNewRole(role), ...(role.description === undefined ? {} : { Description: role.description }) },
    };
  },
};
