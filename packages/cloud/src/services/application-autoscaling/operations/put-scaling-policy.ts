import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { notRegistered, validation } from "../errors.ts";
import { type Policy, partsOf } from "../model.ts";
import { type Acting, actJob, untilNextLook } from "../policies/act-job.ts";
import { deleteAlarms, namedAlarms, tuneAlarms } from "../policies/alarms.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/**
 * Says when and how a target is scaled. A target tracking policy is given alarms of its own.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export const putScalingPolicy: Operation<AutoScalingStore, Shapes["PutScalingPolicy"]> = {
  access: anyResource("PutScalingPolicy"),

  async run(call, input) {
    const { store, clock, ids, region, account, jobs } = call;
    const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.targets.has(partsOf(key))) throw notRegistered(key);
    const place = [...partsOf(key), PolicyName];
    const current = store.policies.get(place);
    const PolicyType = input.PolicyType ?? current?.input.PolicyType ?? "StepScaling";
    checkConfiguration(input, PolicyType);

    const resource = `scalingPolicy:${ids.uuid()}:resource/${ServiceNamespace}/${ResourceId}:policyName/${PolicyName}`;
    const arn = current?.arn ?? formatArn({ service: "autoscaling", region, account, resource });
    const settings: Policy = {
      arn,
      createdAt: current?.createdAt ?? clock.now(),
      input: { ...current?.input, ...input, PolicyType },
      alarms: [],
    };
    const isAsBefore = metricOf(current?.input) === metricOf(settings.input);
    const alarms = namedAlarms(call, { ...settings, alarms: isAsBefore ? (current?.alarms ?? []) : [] });
    const policy = { ...settings, alarms };
    store.putPolicy(policy);
    const acting: Acting = { place, arn };
    if (current === undefined) jobs.add(actJob, acting, { delayMs: untilNextLook(clock.now()) });
    if (current !== undefined && !isAsBefore) await deleteAlarms(call, [current]);
    await tuneAlarms(call, policy);

    return { PolicyARN: arn, Alarms: [...alarms] };
  },
};

function checkConfiguration(input: Input<"PutScalingPolicy">, type: string): void {
  const { TargetTrackingScalingPolicyConfiguration: tracking } = input;
  if (type !== "TargetTrackingScaling") return;
  if (tracking === undefined) {
    throw validation("TargetTrackingScalingPolicyConfiguration is required for policies of type TargetTrackingScaling");
  }
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if ((predefined === undefined) === (customized === undefined)) {
    throw validation(
      "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified",
    );
  }
}

/** What a policy's alarms watch. */
function metricOf(input: Input<"PutScalingPolicy"> | undefined): string {
  const { PredefinedMetricSpecification, CustomizedMetricSpecification } =
    input?.TargetTrackingScalingPolicyConfiguration ?? {};
  return JSON.stringify([PredefinedMetricSpecification, CustomizedMetricSpecification]);
}
