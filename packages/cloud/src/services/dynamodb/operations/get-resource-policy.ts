import type { Operation } from "../../../kernel/operation.ts";
import { policyNotFound } from "../errors.ts";
import { refuseUnlessResource } from "../policy-checks.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy: Operation<DynamoDbStore, Shapes["GetResourcePolicy"]> = {
  access: (input) => ({ action: "dynamodb:GetResourcePolicy", resource: input.ResourceArn }),

  run({ store }, input) {
    refuseUnlessResource(store, input.ResourceArn);
    const policy = store.policies.get(input.ResourceArn);
    if (policy === undefined) throw policyNotFound(input.ResourceArn);

    return { Policy: policy.text, RevisionId: policy.revision };
  },
};
