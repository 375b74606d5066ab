import { nothingThere } from "../errors.ts";
import { onMapping } from "../mappings/mapping-access.ts";
import { describeMapping } from "../mappings/mapping-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteEventSourceMapping.html */
export const deleteEventSourceMapping: LambdaOperation<"DeleteEventSourceMapping"> = {
  access: onMapping("DeleteEventSourceMapping"),

  run({ store }, input) {
    const mapping = store.mappings.find(input.UUID);
    if (mapping === undefined) throw nothingThere();

    store.mappings.delete(mapping.uuid);
    store.workers.forget(mapping.uuid);

    return describeMapping(mapping, "Deleting");
  },
};
