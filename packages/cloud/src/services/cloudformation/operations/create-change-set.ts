import { onStack } from "../access.ts";
import { createSet } from "../change-sets/create-set.ts";
import type { StackOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const createChangeSet: StackOperation<"CreateChangeSet"> = {
  access: onStack("CreateChangeSet"),

  async run(call, input) {
    const { id, stackId } = await createSet(call, input);
    return { Id: id, StackId: stackId };
  },
};
