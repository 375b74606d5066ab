import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import { type Policy, partsOf } from "../model.ts";
import { dimensionOf } from "../scaling/dimensions.ts";
import { scale } from "../scaling/scale.ts";
import type { AutoScalingStore } from "../store.ts";
import { tuneAlarms } from "./alarms.ts";
import { steppedCapacity } from "./step.ts";
import { trackedMetric } from "./tracked-metric.ts";

export const actJob = "act";

/** Names a policy; one that is made anew under its name is another one. */
export interface Acting {
  readonly place: readonly string[];
  readonly arn: string;
}

const minuteMs = 60_000;
/** Alarms are looked at as a minute ends; soon afterwards policies look at their alarms. */
const afterAlarmsMs = 500;
export const untilNextLook = (now: number): number => minuteMs - (now % minuteMs) + afterAlarmsMs;

/** Scales by a policy every minute while one of its alarms is in ALARM, as on AWS, until the policy is gone. */
export const runAct: JobHandler<AutoScalingStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const { place, arn } = job.payload as Acting;
    const policy = call.store.policies.get(place);
    if (policy?.arn !== arn) return "done";
    try {
      await act(call, policy);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      call.log.info("a scaling policy could not be followed", { policy: arn, error: error.message });
    }
    return { retry: { delayMs: untilNextLook(call.clock.now()) } };
  },
};

async function act(call: Call<AutoScalingStore>, policy: Policy): Promise<void> {
  const principal = accountPrincipal(call.account);
  const wanted = { ActionPrefix: policy.arn, StateValue: "ALARM" as const };
  const { MetricAlarms = [] } = await call.aws.call("cloudwatch", "DescribeAlarms", wanted, { principal });
  for (const alarm of MetricAlarms) {
    // Somebody else has set the capacity.
    if (alarm.AlarmName?.includes("-ProvisionedCapacity")) await tuneAlarms(call, policy);
    else await follow(call, policy, alarm);
  }
}

async function follow(call: Call<AutoScalingStore>, policy: Policy, alarm: MetricAlarm): Promise<void> {
  const { input } = policy;
  const { ServiceNamespace, ResourceId, ScalableDimension, PolicyName } = input;
  const value = await latestValue(call, alarm);
  const capacity = await dimensionOf(input)?.capacityOf(call, ResourceId);
  if (value === undefined || capacity === undefined) return;
  const step = input.StepScalingPolicyConfiguration;
  const wanted =
    step === undefined
      ? trackedMetric(policy)?.wanted(value, capacity)
      : steppedCapacity(step, value - (alarm.Threshold ?? 0), capacity);
  if (wanted === undefined || wanted === capacity) return;
  const direction = wanted > capacity ? "out" : "in";
  if (isAgainst(alarm, direction) || isKeptBack(call, policy, direction)) return;
  const cause = `monitor alarm ${alarm.AlarmName} in state ALARM triggered policy ${PolicyName}`;
  const key = { ServiceNamespace, ResourceId, ScalableDimension };
  if (!(await scale(call, key, wanted, cause))) return;
  const now = call.store.policies.get([...partsOf(key), PolicyName]);
  if (now?.arn === policy.arn) {
    call.store.putPolicy({ ...now, scaledAt: { ...now.scaledAt, [direction]: call.clock.now() } });
  }
}

/** The alarms of a target tracking policy are for one direction each: their thresholds may be older than the capacity. */
const isAgainst = ({ AlarmName = "" }: MetricAlarm, direction: "out" | "in"): boolean =>
  AlarmName.startsWith("TargetTracking-") && AlarmName.includes(direction === "out" ? "-AlarmLow-" : "-AlarmHigh-");

/** Whether a policy may not scale in this direction, or not yet. */
function isKeptBack({ store, clock }: Call<AutoScalingStore>, policy: Policy, direction: "out" | "in"): boolean {
  const { input, scaledAt } = policy;
  const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = input;
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended } = store.targets.get(partsOf(input))?.suspended ?? {};
  const isSuspended = direction === "out" ? DynamicScalingOutSuspended : DynamicScalingInSuspended;
  if (isSuspended === true || (direction === "in" && tracking?.DisableScaleIn === true)) return true;
  const coolDown =
    step?.Cooldown ?? (direction === "out" ? tracking?.ScaleOutCooldown : tracking?.ScaleInCooldown) ?? 0;
  return clock.now() < (scaledAt?.[direction] ?? -Infinity) + coolDown * 1000;
}

/** Of the last period that has ended. */
async function latestValue(call: Call<AutoScalingStore>, alarm: MetricAlarm): Promise<number | undefined> {
  const { Namespace, MetricName, Dimensions, Metrics, Statistic, ExtendedStatistic } = alarm;
  const Period = alarm.Period ?? 60;
  const own = { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic ?? ExtendedStatistic };
  const end = Math.floor(call.clock.now() / (Period * 1000)) * Period * 1000;
  const { MetricDataResults = [] } = await call.aws.call(
    "cloudwatch",
    "GetMetricData",
    {
      MetricDataQueries: Metrics ?? [{ Id: "watched", MetricStat: own }],
      StartTime: new Date(end - (alarm.EvaluationPeriods ?? 1) * Period * 1000),
      EndTime: new Date(end),
      ScanBy: "TimestampDescending",
    },
    { principal: accountPrincipal(call.account) },
  );
  return MetricDataResults[0]?.Values?.[0];
}
