import type { Operation } from "../../../kernel/operation.ts";
import { resourceNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<AutoScalingStore, Shapes["ListTagsForResource"]> = {
  access: (input) => ({
    action: "application-autoscaling:ListTagsForResource",
    resource: input.ResourceARN ?? "*",
  }),

  run({ store }, { ResourceARN = "" }) {
    const target = [...store.targets.list()].find(({ arn }) => arn === ResourceARN);
    if (target === undefined) throw resourceNotFound(ResourceARN);

    return { Tags: target.tags };
  },
};
