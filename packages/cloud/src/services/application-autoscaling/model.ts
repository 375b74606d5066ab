import type { Input } from "./shapes.ts";

type Registered = Input<"RegisterScalableTarget">;

/** What can be scaled, and between which bounds. */
export interface Target {
  readonly namespace: TargetKey["ServiceNamespace"];
  readonly resourceId: string;
  readonly dimension: TargetKey["ScalableDimension"];
  readonly min: number;
  readonly max: number;
  readonly roleArn: string;
  readonly arn: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly suspended: Registered["SuspendedState"];
  readonly tags: Readonly<Record<string, string>>;
}

/** When and how a target is scaled. */
export interface Policy {
  readonly arn: string;
  readonly createdAt: number;
  readonly input: Input<"PutScalingPolicy">;
  /** That were made for it; a step scaling policy is named by alarms of others. */
  readonly alarms: readonly PolicyAlarm[];
  /** When it last scaled, for its cooldowns. */
  readonly scaledAt?: { readonly out?: number; readonly in?: number };
}

export interface PolicyAlarm {
  readonly AlarmName: string;
  readonly AlarmARN: string;
}

/** Bounds that a target gets at a time. */
export interface ScheduledAction {
  readonly arn: string;
  readonly createdAt: number;
  /** Of its settings: times that were planned of other ones pass by. */
  readonly revision: string;
  readonly input: Input<"PutScheduledAction">;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html */
export interface Activity {
  readonly id: string;
  readonly key: TargetKey;
  readonly description: string;
  readonly cause: string;
  readonly at: number;
  readonly status: "Successful" | "Failed";
  readonly message: string;
}

export type TargetKey = Pick<Registered, "ServiceNamespace" | "ResourceId" | "ScalableDimension">;

export const partsOf = ({ ServiceNamespace, ResourceId, ScalableDimension }: TargetKey) => [
  ServiceNamespace,
  ResourceId,
  ScalableDimension,
];

export const keyOf = ({ namespace, resourceId, dimension }: Target): TargetKey => ({
  ServiceNamespace: namespace,
  ResourceId: resourceId,
  ScalableDimension: dimension,
});

/** Whether something is about what a list is asked for. */
export const isOf = (
  one: TargetKey,
  { ResourceId = one.ResourceId, ScalableDimension = one.ScalableDimension }: Wanted,
): boolean => ResourceId === one.ResourceId && ScalableDimension === one.ScalableDimension;

type Wanted = { readonly [Name in "ResourceId" | "ScalableDimension"]?: TargetKey[Name] | undefined };
