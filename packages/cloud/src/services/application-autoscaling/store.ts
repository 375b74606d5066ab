import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { resourceNotFound } from "./errors.ts";
import {
  type Activity,
  keyOf,
  type Policy,
  partsOf,
  type ScheduledAction,
  type Target,
  type TargetKey,
} from "./model.ts";

/** So long activities are told of. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
const activitiesKeptMs = 6 * 7 * 24 * 3_600_000;

/** The targets of one account in one region, what scales them, and when they were scaled. */
export class AutoScalingStore {
  readonly targets: Collection<Target>;
  readonly policies: Collection<Policy>;
  readonly scheduledActions: Collection<ScheduledAction>;
  /** By namespace and time, oldest first. */
  readonly activities: Collection<Activity>;

  constructor(database: Database) {
    this.targets = new Collection(database, "targets");
    this.policies = new Collection(database, "policies");
    this.scheduledActions = new Collection(database, "scheduled-actions");
    this.activities = new Collection(database, "activities");
  }

  /** Throws ResourceNotFoundException. */
  targetByArn(arn: string): Target {
    const target = [...this.targets.list()].find((one) => one.arn === arn);
    if (target === undefined) throw resourceNotFound(arn);
    return target;
  }

  putTarget(target: Target): void {
    this.targets.put(partsOf(keyOf(target)), target);
  }

  putPolicy(policy: Policy): void {
    this.policies.put([...partsOf(policy.input), policy.input.PolicyName], policy);
  }

  policiesOf(key: TargetKey): Policy[] {
    return [...this.policies.list({ under: partsOf(key) })];
  }

  /** A target takes its policies and scheduled actions with it. */
  deleteTarget(key: TargetKey): void {
    this.targets.delete(partsOf(key));
    for (const { input } of this.policiesOf(key)) this.policies.delete([...partsOf(key), input.PolicyName]);
    for (const { input } of [...this.scheduledActions.list({ under: partsOf(key) })]) {
      this.scheduledActions.delete([...partsOf(key), input.ScheduledActionName]);
    }
  }

  addActivity(activity: Activity): void {
    const { ServiceNamespace } = activity.key;
    this.activities.put([ServiceNamespace, activity.at, activity.id], activity);
    for (const { at, id } of this.activities.list({ under: ServiceNamespace })) {
      if (at > activity.at - activitiesKeptMs) return;
      this.activities.delete([ServiceNamespace, at, id]);
    }
  }
}
