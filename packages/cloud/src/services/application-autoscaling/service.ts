import type { Service } from "../../kernel/service.ts";
import { deleteScalingPolicy } from "./operations/delete-scaling-policy.ts";
import { deregisterScalableTarget } from "./operations/deregister-scalable-target.ts";
import { describeScalableTargets } from "./operations/describe-scalable-targets.ts";
import { describeScalingPolicies } from "./operations/describe-scaling-policies.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { putScalingPolicy } from "./operations/put-scaling-policy.ts";
import { registerScalableTarget } from "./operations/register-scalable-target.ts";
import { AutoScalingStore } from "./store.ts";

/** Application Auto Scaling: what is to be scaled and how. It is kept and answered; nothing is scaled by it. */
export const applicationAutoscaling: Service<AutoScalingStore> = {
  name: "application-autoscaling",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (kernel) => new AutoScalingStore(kernel.database),
  operations: {
    DeleteScalingPolicy: deleteScalingPolicy,
    DeregisterScalableTarget: deregisterScalableTarget,
    DescribeScalableTargets: describeScalableTargets,
    DescribeScalingPolicies: describeScalingPolicies,
    ListTagsForResource: listTagsForResource,
    PutScalingPolicy: putScalingPolicy,
    RegisterScalableTarget: registerScalableTarget,
  },
};
