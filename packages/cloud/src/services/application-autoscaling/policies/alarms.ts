import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import type { Policy, PolicyAlarm } from "../model.ts";
import { dimensionOf } from "../scaling/dimensions.ts";
import type { AutoScalingStore } from "../store.ts";
import { type AlarmPlan, trackedMetric } from "./tracked-metric.ts";

/** The alarms that a target tracking policy is given, which keep their names; other policies have none of their own. */
export function namedAlarms({ ids, region, account }: Call<AutoScalingStore>, policy: Policy): readonly PolicyAlarm[] {
  if (policy.alarms.length > 0) return policy.alarms;
  const plans = trackedMetric(policy)?.alarmsAt(1) ?? [];
  return plans.map(({ kind }) => {
    const AlarmName = `TargetTracking-${policy.input.ResourceId}-${kind}-${ids.uuid()}`;
    return { AlarmName, AlarmARN: `arn:aws:cloudwatch:${region}:${account}:alarm:${AlarmName}` };
  });
}

/** Makes the alarms of a policy, or moves their thresholds to where the capacity now is. */
export async function tuneAlarms(call: Call<AutoScalingStore>, policy: Policy): Promise<void> {
  const tracked = trackedMetric(policy);
  if (tracked === undefined) return;
  const capacity = await capacityOf(call, policy);
  if (capacity === undefined) return;
  const principal = accountPrincipal(call.account);
  for (const [at, { kind, metric, threshold, periods }] of tracked.alarmsAt(capacity).entries()) {
    const input = {
      ...metric,
      AlarmName: policy.alarms[at]?.AlarmName ?? "",
      AlarmDescription: `DO NOT EDIT OR DELETE. For TargetTrackingScaling policy ${policy.arn}.`,
      AlarmActions: [policy.arn],
      ComparisonOperator: isHigh(kind) ? ("GreaterThanThreshold" as const) : ("LessThanThreshold" as const),
      Threshold: threshold,
      EvaluationPeriods: periods,
    };
    await call.aws.call("cloudwatch", "PutMetricAlarm", input, { principal });
  }
}

/** Undefined while the resource is not there. */
async function capacityOf(call: Call<AutoScalingStore>, { input }: Policy): Promise<number | undefined> {
  try {
    return await dimensionOf(input)?.capacityOf(call, input.ResourceId);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return undefined;
  }
}

export async function deleteAlarms(call: Call<AutoScalingStore>, policies: readonly Policy[]): Promise<void> {
  const AlarmNames = policies.flatMap(({ alarms }) => alarms.map(({ AlarmName }) => AlarmName));
  if (AlarmNames.length === 0) return;
  await call.aws.call("cloudwatch", "DeleteAlarms", { AlarmNames }, { principal: accountPrincipal(call.account) });
}

const isHigh = (kind: AlarmPlan["kind"]): boolean => kind.endsWith("High");
