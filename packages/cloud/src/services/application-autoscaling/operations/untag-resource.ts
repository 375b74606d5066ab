import type { Operation } from "../../../kernel/operation.ts";
import { onTagged } from "../access.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html */
export const untagResource: Operation<AutoScalingStore, Shapes["UntagResource"]> = {
  access: onTagged("UntagResource"),

  run({ store }, { ResourceARN = "", TagKeys = [] }) {
    const target = store.targetByArn(ResourceARN);
    const gone = new Set(TagKeys);
    const tags = Object.fromEntries(Object.entries(target.tags).filter(([key]) => !gone.has(key)));
    store.putTarget({ ...target, tags });
    return {};
  },
};
