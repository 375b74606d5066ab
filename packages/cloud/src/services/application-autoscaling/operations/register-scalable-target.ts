import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { anyResource } from "../access.ts";
import { validation } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { type AutoScalingStore, partsOf } from "../store.ts";

/**
 * Adds something that can be scaled, or changes what is known about it; what is left out stays as it was.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const registerScalableTarget: Operation<AutoScalingStore, Shapes["RegisterScalableTarget"]> = {
  access: anyResource("RegisterScalableTarget"),

  run({ store, clock, ids, region, account }, input) {
    const { ServiceNamespace: namespace = "", ResourceId = "", ScalableDimension = "" } = input;
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
      roleArn: input.RoleARN ?? current?.roleArn ?? serviceRole(account, namespace, ScalableDimension),
      arn:
        current?.arn ??
        formatArn({ service: "application-autoscaling", region, account, resource: `scalable-target/${id}` }),
      createdAt: current?.createdAt ?? clock.now(),
      suspended: { ...notSuspended, ...current?.suspended, ...input.SuspendedState },
      tags: { ...current?.tags, ...input.Tags },
    };
    store.targets.put(partsOf(input), target);

    return { ScalableTargetARN: target.arn };
  },
};

const notSuspended = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function serviceRole(account: string, namespace: string, dimension: string): string {
  const [name, path] =
    namespace === "dynamodb"
      ? ["DynamoDBTable", "dynamodb.application-autoscaling"]
      : [dimension.replaceAll(/[:-]/g, ""), `${namespace}.application-autoscaling`];
  return `arn:aws:iam::${account}:role/aws-service-role/${path}.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_${name}`;
}
