import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import type { Input } from "./shapes.ts";

type Registered = Input<"RegisterScalableTarget">;

/** What can be scaled, and between which bounds. */
export interface Target {
  readonly namespace: string;
  readonly resourceId: string;
  readonly dimension: string;
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
}

export interface TargetKey {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}

/** The targets and policies of one account in one region. */
export class AutoScalingStore {
  readonly targets: Collection<Target>;
  readonly policies: Collection<Policy>;

  constructor(database: Database) {
    this.targets = new Collection(database, "targets");
    this.policies = new Collection(database, "policies");
  }

  /** A target takes its policies with it. */
  deleteTarget(key: TargetKey): void {
    this.targets.delete(partsOf(key));
    for (const { input } of [...this.policies.list({ under: partsOf(key) })]) {
      this.policies.delete([...partsOf(key), input.PolicyName ?? ""]);
    }
  }
}

export const partsOf = ({ ServiceNamespace = "", ResourceId = "", ScalableDimension = "" }: TargetKey) => [
  ServiceNamespace,
  ResourceId,
  ScalableDimension,
];
