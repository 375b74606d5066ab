import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { targetNotFound } from "../errors.ts";
import { partsOf } from "../model.ts";
import { deleteAlarms } from "../policies/alarms.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
export const deregisterScalableTarget: Operation<AutoScalingStore, Shapes["DeregisterScalableTarget"]> = {
  access: anyResource("DeregisterScalableTarget"),

  async run(call, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!call.store.targets.has(partsOf(key))) throw targetNotFound(key);
    await deleteAlarms(call, call.store.policiesOf(key));
    call.store.deleteTarget(key);
  },
};
