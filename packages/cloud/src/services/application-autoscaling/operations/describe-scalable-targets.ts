import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { anyResource } from "../access.ts";
import type { Target } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

const targetsMax = 50;

type Described = NonNullable<Shapes["DescribeScalableTargets"]["output"]["ScalableTargets"]>[number];

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets: Operation<AutoScalingStore, Shapes["DescribeScalableTargets"]> = {
  access: anyResource("DescribeScalableTargets"),

  run({ store }, input) {
    const { ServiceNamespace, ResourceIds, ScalableDimension: dimension } = input;
    const all = [...store.targets.list({ under: ServiceNamespace })].filter(
      (target) =>
        (ResourceIds?.includes(target.resourceId) ?? true) && (dimension ?? target.dimension) === target.dimension,
    );
    const { items, next } = pageOf(all, {
      token: input.NextToken,
      max: input.MaxResults ?? targetsMax,
      idOf: ({ resourceId, dimension: of }) => `${resourceId}\0\x01${of}`,
    });
    return { ScalableTargets: items.map(describe), ...(next !== undefined && { NextToken: next }) };
  },
};

const describe = (target: Target): Described => ({
  ServiceNamespace: target.namespace,
  ResourceId: target.resourceId,
  ScalableDimension: target.dimension,
  MinCapacity: target.min,
  MaxCapacity: target.max,
  RoleARN: target.roleArn,
  CreationTime: new Date(target.createdAt),
  SuspendedState: target.suspended,
  ScalableTargetARN: target.arn,
});
