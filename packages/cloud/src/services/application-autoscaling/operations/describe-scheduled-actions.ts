import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { anyResource } from "../access.ts";
import { isOf } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

const actionsMax = 50;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html */
export const describeScheduledActions: Operation<AutoScalingStore, Shapes["DescribeScheduledActions"]> = {
  access: anyResource("DescribeScheduledActions"),

  run({ store }, wanted) {
    const all = [...store.scheduledActions.list({ under: wanted.ServiceNamespace })].filter(
      ({ input }) => isOf(input, wanted) && (wanted.ScheduledActionNames?.includes(input.ScheduledActionName) ?? true),
    );
    const { items, next } = pageOf(all, {
      token: wanted.NextToken,
      max: wanted.MaxResults ?? actionsMax,
      idOf: ({ input }) => `${input.ResourceId}\0\x01${input.ScalableDimension}\0\x01${input.ScheduledActionName}`,
    });
    return {
      ScheduledActions: items.map(({ arn, createdAt, input }) => ({
        ...input,
        ScheduledActionARN: arn,
        ScheduledActionName: input.ScheduledActionName,
        ServiceNamespace: input.ServiceNamespace,
        ResourceId: input.ResourceId,
        Schedule: input.Schedule,
        ...(input.StartTime && { StartTime: new Date(input.StartTime) }),
        ...(input.EndTime && { EndTime: new Date(input.EndTime) }),
        CreationTime: new Date(createdAt),
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
