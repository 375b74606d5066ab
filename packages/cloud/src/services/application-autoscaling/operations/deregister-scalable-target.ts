import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { targetNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { type AutoScalingStore, partsOf } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
export const deregisterScalableTarget: Operation<AutoScalingStore, Shapes["DeregisterScalableTarget"]> = {
  access: anyResource("DeregisterScalableTarget"),

  run({ store }, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.targets.has(partsOf(key))) throw targetNotFound(key);

    store.deleteTarget(key);
  },
};
