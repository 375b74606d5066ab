import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { refuseUnlessTable } from "../tags.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource: Operation<DynamoDbStore, Shapes["ListTagsOfResource"]> = {
  access: (input) => ({ action: "dynamodb:ListTagsOfResource", resource: input.ResourceArn }),

  run({ store }, input) {
    refuseUnlessTable(store, input.ResourceArn);

    return { Tags: store.tags(input.ResourceArn) };
  },
};
