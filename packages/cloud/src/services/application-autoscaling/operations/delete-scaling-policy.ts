import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { policyNotFound } from "../errors.ts";
import { partsOf } from "../model.ts";
import { deleteAlarms } from "../policies/alarms.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export const deleteScalingPolicy: Operation<AutoScalingStore, Shapes["DeleteScalingPolicy"]> = {
  access: anyResource("DeleteScalingPolicy"),

  async run(call, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    const policy = call.store.policies.get([...partsOf(key), PolicyName]);
    if (policy === undefined) throw policyNotFound(key, PolicyName);
    await deleteAlarms(call, [policy]);
    call.store.policies.delete([...partsOf(key), PolicyName]);
  },
};
