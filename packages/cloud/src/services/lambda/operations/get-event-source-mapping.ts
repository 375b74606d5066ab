import { nothingThere } from "../errors.ts";
import { onMapping } from "../mappings/mapping-access.ts";
import { describeMapping } from "../mappings/mapping-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html */
export const getEventSourceMapping: LambdaOperation<"GetEventSourceMapping"> = {
  access: onMapping("GetEventSourceMapping"),

  run({ store }, input) {
    const mapping = store.mappings.find(input.UUID);
    if (mapping === undefined) throw nothingThere();

    return describeMapping(mapping);
  },
};
