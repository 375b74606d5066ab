import { upperAlphanumeric } from "@millrace/core";
import { policyExists } from "../errors.ts";
import type { ManagedPolicy } from "../model.ts";
import { describePolicy } from "../outputs.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: IamOperation<"CreatePolicy"> = {
  access: (input, scope) => ({
    action: "iam:CreatePolicy",
    resource: arnOf("policy", scope, input.PolicyName, input.Path),
    context: tagContext(input.Tags),
  }),

  run({ store, account, ids, clock }, input) {
    const { PolicyName: name, Path: path = "/" } = input;
    for (const policy of store.policies()) {
      if (policy.name.toLowerCase() === name.toLowerCase()) throw policyExists(name);
    }
    const now = clock.now();
    const policy: ManagedPolicy = {
      name,
      path,
      arn: arnOf("policy", { account }, name, path),
      id: `ANPA${ids.text(17, upperAlphanumeric)}`,
      createdAt: now,
      updatedAt: now,
      description: input.Description,
      defaultVersionId: "v1",
      nextVersion: 2,
      versions: [
        {
          id: "v1",
          document: checkPolicy(input.PolicyDocument, { kind: "permissions", isManaged: true }),
          createdAt: now,
        },
      ],
      tags: readTags(input.Tags),
    };

    store.putPolicy(policy);

    return { Policy: describePolicy(store, policy) };
  },
};
