import type { Service } from "../../kernel/service.ts";
import { deleteScalingPolicy } from "./operations/delete-scaling-policy.ts";
import { deleteScheduledAction } from "./operations/delete-scheduled-action.ts";
import { deregisterScalableTarget } from "./operations/deregister-scalable-target.ts";
import { describeScalableTargets } from "./operations/describe-scalable-targets.ts";
import { describeScalingActivities } from "./operations/describe-scaling-activities.ts";
import { describeScalingPolicies } from "./operations/describe-scaling-policies.ts";
import { describeScheduledActions } from "./operations/describe-scheduled-actions.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { putScalingPolicy } from "./operations/put-scaling-policy.ts";
import { putScheduledAction } from "./operations/put-scheduled-action.ts";
import { registerScalableTarget } from "./operations/register-scalable-target.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { actJob, runAct } from "./policies/act-job.ts";
import { boundsJob, runBounds } from "./scaling/bounds-job.ts";
import { runScheduled, scheduledJob } from "./scheduled/schedule.ts";
import { AutoScalingStore } from "./store.ts";

/** Application Auto Scaling: tables and functions get as much as they need, by policies and by the clock. */
export const applicationAutoscaling: Service<AutoScalingStore> = {
  name: "application-autoscaling",
  denial: { code: "AccessDeniedException", status: 400 },
  open: (kernel) => new AutoScalingStore(kernel.database),
  jobs: { [boundsJob]: runBounds, [actJob]: runAct, [scheduledJob]: runScheduled },
  operations: {
    DeleteScalingPolicy: deleteScalingPolicy,
    DeleteScheduledAction: deleteScheduledAction,
    DeregisterScalableTarget: deregisterScalableTarget,
    DescribeScalableTargets: describeScalableTargets,
    DescribeScalingActivities: describeScalingActivities,
    DescribeScalingPolicies: describeScalingPolicies,
    DescribeScheduledActions: describeScheduledActions,
    ListTagsForResource: listTagsForResource,
    PutScalingPolicy: putScalingPolicy,
    PutScheduledAction: putScheduledAction,
    RegisterScalableTarget: registerScalableTarget,
    TagResource: tagResource,
    UntagResource: untagResource,
  },
};
