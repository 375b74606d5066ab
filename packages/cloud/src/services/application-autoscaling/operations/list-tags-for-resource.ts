import type { Operation } from "../../../kernel/operation.ts";
import { onTagged } from "../access.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<AutoScalingStore, Shapes["ListTagsForResource"]> = {
  access: onTagged("ListTagsForResource"),

  run({ store }, { ResourceARN = "" }) {
    return { Tags: store.targetByArn(ResourceARN).tags };
  },
};
