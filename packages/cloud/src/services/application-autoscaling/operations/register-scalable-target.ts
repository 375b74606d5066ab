import { formatArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call, Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { resourceMissing, validation } from "../errors.ts";
import { keyOf, partsOf } from "../model.ts";
import { boundsJob } from "../scaling/bounds-job.ts";
import { dimensionOf } from "../scaling/dimensions.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/**
 * Adds something that can be scaled, or changes what is known about it; what is left out stays as it was.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const registerScalableTarget: Operation<AutoScalingStore, Shapes["RegisterScalableTarget"]> = {
  access: anyResource("RegisterScalableTarget"),

  async run(call, input) {
    const { store, clock, ids, region, account, jobs } = call;
    const { ServiceNamespace: namespace, ResourceId, ScalableDimension } = input;
    await findResource(call, input);
    const current = store.targets.get(partsOf(input));
    const min = input.MinCapacity ?? current?.min;
    const max = input.MaxCapacity ?? current?.max;
    if (min === undefined) throw validation("MinCapacity is required when registering a new scalable target");
    if (max === undefined) throw validation("MaxCapacity is required when registering a new scalable target");
    if (min > max) throw validation("Maximum capacity cannot be less than minimum capacity");

    const id = ids.text(40, "0123456789abcdef");
    const target = {
      namespace,
      resourceId: ResourceId,
      dimension: ScalableDimension,
      min,
      max,
      roleArn: input.RoleARN ?? current?.roleArn ?? serviceRole(account, input),
      arn:
        current?.arn ??
        formatArn({ service: "application-autoscaling", region, account, resource: `scalable-target/${id}` }),
      createdAt: current?.createdAt ?? clock.now(),
      suspended: { ...notSuspended, ...current?.suspended, ...input.SuspendedState },
      tags: { ...current?.tags, ...input.Tags },
    };
    store.putTarget(target);
    jobs.add(boundsJob, keyOf(target));

    return { ScalableTargetARN: target.arn };
  },
};

async function findResource(call: Call<AutoScalingStore>, input: Input<"RegisterScalableTarget">): Promise<void> {
  const { ServiceNamespace, ResourceId } = input;
  try {
    await dimensionOf(input)?.capacityOf(call, ResourceId);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== "ResourceNotFoundException") throw error;
    throw resourceMissing(ServiceNamespace, ResourceId);
  }
}

const notSuspended = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function serviceRole(
  account: string,
  { ServiceNamespace: namespace, ScalableDimension: dimension }: Input<"RegisterScalableTarget">,
): string {
  const [name, path] =
    namespace === "dynamodb"
      ? ["DynamoDBTable", "dynamodb.application-autoscaling"]
      : [dimension.replaceAll(/[:-]/g, ""), `${namespace}.application-autoscaling`];
  return `arn:aws:iam::${account}:role/aws-service-role/${path}.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_${name}`;
}
