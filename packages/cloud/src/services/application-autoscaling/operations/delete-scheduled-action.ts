import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { scheduledActionNotFound } from "../errors.ts";
import { partsOf } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html */
export const deleteScheduledAction: Operation<AutoScalingStore, Shapes["DeleteScheduledAction"]> = {
  access: anyResource("DeleteScheduledAction"),

  run({ store }, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension, ScheduledActionName } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.scheduledActions.delete([...partsOf(key), ScheduledActionName])) {
      throw scheduledActionNotFound(key, ScheduledActionName);
    }
  },
};
