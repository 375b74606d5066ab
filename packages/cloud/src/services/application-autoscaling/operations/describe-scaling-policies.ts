import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { anyResource } from "../access.ts";
import { isOf } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

const policiesMax = 50;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export const describeScalingPolicies: Operation<AutoScalingStore, Shapes["DescribeScalingPolicies"]> = {
  access: anyResource("DescribeScalingPolicies"),

  run({ store }, wanted) {
    const all = [...store.policies.list({ under: wanted.ServiceNamespace })].filter(
      ({ input }) => isOf(input, wanted) && (wanted.PolicyNames?.includes(input.PolicyName) ?? true),
    );
    const { items, next } = pageOf(all, {
      token: wanted.NextToken,
      max: wanted.MaxResults ?? policiesMax,
      idOf: ({ input }) => `${input.ResourceId}\0\x01${input.ScalableDimension}\0\x01${input.PolicyName}`,
    });
    return {
      ScalingPolicies: items.map(({ arn, createdAt, input, alarms }) => ({
        ...input,
        PolicyARN: arn,
        PolicyName: input.PolicyName,
        ServiceNamespace: input.ServiceNamespace,
        ResourceId: input.ResourceId,
        ScalableDimension: input.ScalableDimension,
        PolicyType: input.PolicyType,
        CreationTime: new Date(createdAt),
        Alarms: [...alarms],
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
