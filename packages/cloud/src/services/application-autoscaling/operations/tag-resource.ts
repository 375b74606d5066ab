import type { Operation } from "../../../kernel/operation.ts";
import { onTagged } from "../access.ts";
import { tooManyTags } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

const tagsMax = 50;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagResource: Operation<AutoScalingStore, Shapes["TagResource"]> = {
  access: onTagged("TagResource"),

  run({ store }, { ResourceARN = "", Tags }) {
    const target = store.targetByArn(ResourceARN);
    const tags = { ...target.tags, ...Tags };
    if (Object.keys(tags).length > tagsMax) throw tooManyTags(ResourceARN);
    store.putTarget({ ...target, tags });
    return {};
  },
};
