import type { Operation } from "../../../kernel/operation.ts";
import { policyMalformed } from "../errors.ts";
import { refuseOtherRevision, refuseUnlessResource } from "../policy-checks.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";

/**
 * Attaches a policy to a table or a stream; what it says is asked at every call from then on.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
 */
export const putResourcePolicy: Operation<DynamoDbStore, Shapes["PutResourcePolicy"]> = {
  access: (input) => ({ action: "dynamodb:PutResourcePolicy", resource: input.ResourceArn }),

  run({ store, clock }, input) {
    refuseUnlessResource(store, input.ResourceArn);
    const current = store.policies.get(input.ResourceArn);
    refuseOtherRevision(current, input.ExpectedRevisionId);
    if (!isObject(input.Policy)) throw policyMalformed();
    if (current?.text === input.Policy) return { RevisionId: current.revision };

    const revision = String(Math.max(clock.now(), Number(current?.revision ?? 0) + 1));
    store.policies.put(input.ResourceArn, { text: input.Policy, revision });

    return { RevisionId: revision };
  },
};

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "Statement" in value;
  } catch {
    return false;
  }
}
