import type { Operation } from "../../../kernel/operation.ts";
import { invalidParameter } from "../errors.ts";
import { tagsMax } from "../limits.ts";
import type { Shapes } from "../shapes.ts";
import type { DynamoDbStore } from "../store.ts";
import { refuseUnlessTable } from "../tags.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<DynamoDbStore, Shapes["TagResource"]> = {
  access: (input) => ({ action: "dynamodb:TagResource", resource: input.ResourceArn }),

  run({ store }, input) {
    refuseUnlessTable(store, input.ResourceArn);
    const added = new Set(input.Tags.map(({ Key }) => Key));
    const tags = [...store.tags(input.ResourceArn).filter(({ Key }) => !added.has(Key)), ...input.Tags];
    if (tags.length > tagsMax) throw invalidParameter(`Too many tags: the maximum is ${tagsMax} for each resource`);

    store.setTags(input.ResourceArn, tags);
  },
};
