import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { policyNotFound } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { type AutoScalingStore, partsOf } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export const deleteScalingPolicy: Operation<AutoScalingStore, Shapes["DeleteScalingPolicy"]> = {
  access: anyResource("DeleteScalingPolicy"),

  run({ store }, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName = "" } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.policies.delete([...partsOf(key), PolicyName])) throw policyNotFound(key, PolicyName);
  },
};
