import type { Operation } from "../../../kernel/operation.ts";
import { refuseOtherRevision, refuseUnlessResource } from "../policy-checks.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Takes the policy of a table or a stream away; one that is not there is taken away already.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html
 */
export const deleteResourcePolicy: Operation<DynamoDbStore, Shapes["DeleteResourcePolicy"]> = {
  access: (input) => ({ action: "dynamodb:DeleteResourcePolicy", resource: input.ResourceArn }),

  run({ store }, input) {
    refuseUnlessResource(store, input.ResourceArn);
    const current = store.policies.get(input.ResourceArn);
    refuseOtherRevision(current, input.ExpectedRevisionId);

    store.policies.delete(input.ResourceArn);

    return current === undefined ? {} : { RevisionId: current.revision };
  },
};
