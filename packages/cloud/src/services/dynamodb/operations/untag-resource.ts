import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { refuseUnlessTable } from "../tags.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<DynamoDbStore, Shapes["UntagResource"]> = {
  access: (input) => ({ action: "dynamodb:UntagResource", resource: input.ResourceArn }),

  run({ store }, input) {
    refuseUnlessTable(store, input.ResourceArn);
    const removed = new Set(input.TagKeys);

    store.setTags(
      input.ResourceArn,
      store.tags(input.ResourceArn).filter(({ Key }) => !removed.has(Key)),
    );
  },
};
