import { upperAlphanumeric } from "@millrace/core";
import { policyExists } from "../errors.ts";
import { readTags } from "../model.ts";
import { checkPolicy } from "../policy-grammar.ts";
import { describePolicy } from "../policy-output.ts";
import { type IamOperation, policyArn } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy: IamOperation<"CreatePolicy"> = {
  access: (input, scope) => ({ action: "iam:CreatePolicy", resource: policyArn(scope, input.PolicyName, input.Path) }),

  run({ store, account, ids, clock }, input) {
    const { PolicyName: name, Path: path = "/" } = input;
    const arn = policyArn({ account, region: "" }, name, path);
    if (store.findPolicy(arn) !== undefined) throw policyExists(name);
    const document = checkPolicy(input.PolicyDocument, { kind: "permissions" });

    const now = clock.now();
    const policy = {
      name,
      path,
      arn,
      id: `ANPA${ids.text(17, upperAlphanumeric)}`,
      createdAt: now,
      updatedAt: now,
      description: input.Description,
      defaultVersionId: "v1",
      nextVersion: 2,
      versions: [{ id: "v1", document, createdAt: now }],
      tags: readTags(input.Tags),
    };
    store.putPolicy(policy);

    return { Policy: describePolicy(policy, 0) };
  },
};
