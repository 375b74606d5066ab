import { upperAlphanumeric } from "@millrace/core";
import { roleExists } from "../errors.ts";
import { readTags } from "../model.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { describeRole } from "../role-output.ts";
import { type IamOperation, roleArn } from "../shapes.ts";

const sessionSecondsDefault = 3600;

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: IamOperation<"CreateRole"> = {
  access: (input, scope) => ({ action: "iam:CreateRole", resource: roleArn(scope, input.RoleName, input.Path) }),

  run({ store, account, ids, clock }, input) {
    const { RoleName: name, Path: path = "/" } = input;
    if (store.findRole(name) !== undefined) throw roleExists(name);
    const trustPolicy = checkPolicy(input.AssumeRolePolicyDocument, { kind: "trust" });

    const role = {
      name,
      path,
      trustPolicy,
      id: `AROA${ids.text(17, upperAlphanumeric)}`,
      arn: roleArn({ account, region: "" }, name, path),
      createdAt: clock.now(),
      description: input.Description,
      maxSessionSeconds: input.MaxSessionDuration ?? sessionSecondsDefault,
      boundaryArn: input.PermissionsBoundary,
      tags: readTags(input.Tags),
      inlinePolicies: {},
      attachedPolicyArns: [],
    };
    store.putRole(role);

    return { Role: describeRole(role) };
  },
};
