import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { noTargetForPolicy, validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { type AutoScalingStore, partsOf } from "../store.ts";

/**
 * Says when and how a target is scaled. It is kept and answered; nothing is scaled by it.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export const putScalingPolicy: Operation<AutoScalingStore, Shapes["PutScalingPolicy"]> = {
  access: anyResource("PutScalingPolicy"),

  run({ store, clock, ids, region, account }, input) {
    const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName = "" } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.targets.has(partsOf(key))) throw noTargetForPolicy(key);
    const place = [...partsOf(key), PolicyName];
    const current = store.policies.get(place);
    const PolicyType = input.PolicyType ?? current?.input.PolicyType ?? "StepScaling";
    if (PolicyType === "TargetTrackingScaling" && input.TargetTrackingScalingPolicyConfiguration === undefined) {
      throw validation(
        "TargetTrackingScalingPolicyConfiguration is required for policies of type TargetTrackingScaling",
      );
    }

    const resource = `scalingPolicy:${ids.uuid()}:resource/${ServiceNamespace}/${ResourceId}:policyName/${PolicyName}`;
    const arn = current?.arn ?? formatArn({ service: "autoscaling", region, account, resource });
    store.policies.put(place, {
      arn,
      createdAt: current?.createdAt ?? clock.now(),
      input: { ...current?.input, ...input, PolicyType },
    });

    return { PolicyARN: arn, Alarms: [] };
  },
};
