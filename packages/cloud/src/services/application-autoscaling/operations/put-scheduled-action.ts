import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import { isTimeZone } from "../../../schedules/time-zone.ts";
import { anyResource } from "../access.ts";
import { notRegistered, validation } from "../errors.ts";
import { partsOf, type ScheduledAction } from "../model.ts";
import { plan, readSchedule } from "../scheduled/schedule.ts";
import type { Input, Shapes } from "../shapes.ts";
import type { AutoScalingStore } from "../store.ts";

/**
 * Gives a target other bounds at a time, or again and again.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const putScheduledAction: Operation<AutoScalingStore, Shapes["PutScheduledAction"]> = {
  access: anyResource("PutScheduledAction"),

  run(call, input) {
    const { store, clock, ids, region, account } = call;
    const { ServiceNamespace, ResourceId, ScalableDimension, ScheduledActionName } = input;
    const key = { ServiceNamespace, ResourceId, ScalableDimension };
    if (!store.targets.has(partsOf(key))) throw notRegistered(key);
    const place = [...partsOf(key), ScheduledActionName];
    const current = store.scheduledActions.get(place);
    const settings = { ...current?.input, ...input };
    check(settings);

    const resource = `scheduledAction:${ids.uuid()}:resource/${ServiceNamespace}/${ResourceId}:scheduledActionName/${ScheduledActionName}`;
    const action: ScheduledAction = {
      arn: current?.arn ?? formatArn({ service: "autoscaling", region, account, resource }),
      createdAt: current?.createdAt ?? clock.now(),
      revision: ids.uuid(),
      input: settings,
    };
    store.scheduledActions.put(place, action);
    plan(call, action, clock.now());
    return {};
  },
};

function check({ Schedule, Timezone = "UTC", ScalableTargetAction: bounds }: Input<"PutScheduledAction">): void {
  if (Schedule === undefined) throw validation("Schedule is required when creating a new scheduled action");
  if (readSchedule(Schedule) === undefined) throw validation(`Invalid schedule expression: ${Schedule}`);
  if (!isTimeZone(Timezone)) throw validation(`Invalid time zone: ${Timezone}`);
  const { MinCapacity: min, MaxCapacity: max } = bounds ?? {};
  if (min === undefined && max === undefined) {
    throw validation("At least one of MinCapacity and MaxCapacity must be specified in ScalableTargetAction");
  }
  if (min !== undefined && max !== undefined && min > max) {
    throw validation("Maximum capacity cannot be less than minimum capacity");
  }
}
