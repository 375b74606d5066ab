import type { Operation } from "../../../kernel/operation.ts";
import { pageOf } from "../../../kernel/paging.ts";
import { anyResource } from "../access.ts";
import { type Activity, isOf } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

const activitiesMax = 50;
const timeDigits = 16;

/** Pages go on from smaller to greater, and the newest come first. */
const placeOf = ({ at, id }: Activity): string =>
  `${String(Number.MAX_SAFE_INTEGER - at).padStart(timeDigits, "0")}${id}`;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities: Operation<AutoScalingStore, Shapes["DescribeScalingActivities"]> = {
  access: anyResource("DescribeScalingActivities"),

  run({ store }, wanted) {
    const all = [...store.activities.list({ under: wanted.ServiceNamespace })]
      .filter(({ key }) => isOf(key, wanted))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const { items, next } = pageOf(all, {
      token: wanted.NextToken,
      max: wanted.MaxResults ?? activitiesMax,
      idOf: placeOf,
    });
    return {
      ScalingActivities: items.map(({ id, key, description, cause, at, status, message }) => ({
        ActivityId: id,
        ...key,
        Description: description,
        Cause: cause,
        StartTime: new Date(at),
        EndTime: new Date(at),
        StatusCode: status,
        StatusMessage: message,
      })),
      ...(next !== undefined && { NextToken: next }),
    };
  },
};
