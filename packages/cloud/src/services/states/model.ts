import type { BlockPlace } from "./definition/definition.ts";

export type MachineType = "STANDARD" | "EXPRESS";
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Logging {
  readonly level: "ALL" | "ERROR" | "FATAL" | "OFF";
  readonly includeExecutionData: boolean;
  /** ARNs of log groups; at most one. */
  readonly logGroupArns: readonly string[];
}

export interface Encryption {
  readonly type: "AWS_OWNED_KEY" | "CUSTOMER_MANAGED_KMS_KEY";
  readonly kmsKeyId?: string;
  readonly kmsDataKeyReusePeriodSeconds?: number;
}

/** What executions run by: it never changes, an update makes another one. */
export interface Revision {
  /** `INITIAL` until the first update, as AWS writes it. */
  readonly id: string;
  readonly definition: string;
  readonly roleArn: string;
  readonly logging: Logging;
  readonly isTraced: boolean;
  readonly encryption: Encryption;
  readonly updatedAt: number;
}

export const initialRevision = "INITIAL";

export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: MachineType;
  readonly createdAt: number;
  /** The newest. */
  readonly revision: Revision;
  readonly tags: readonly Tag[];
  readonly lastVersion: number;
}

export interface Version {
  readonly machine: string;
  readonly number: number;
  readonly arn: string;
  readonly revisionId: string;
  readonly description: string | undefined;
  readonly createdAt: number;
}

export interface Route {
  readonly versionArn: string;
  readonly weight: number;
}

export interface Alias {
  readonly machine: string;
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly routes: readonly Route[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Activity {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly tags: readonly Tag[];
  readonly encryption: Encryption;
}

export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  /** Name of the state machine. */
  readonly machine: string;
  readonly machineArn: string;
  readonly versionArn?: string | undefined;
  readonly aliasArn?: string | undefined;
  readonly revisionId: string;
  readonly roleArn: string;
  readonly status: ExecutionStatus;
  /** JSON, as it was given. */
  readonly input: string;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  readonly startedAt: number;
  readonly stoppedAt?: number | undefined;
  readonly redriveCount: number;
  readonly redrivenAt?: number | undefined;
  readonly traceHeader?: string | undefined;
  /** Of a child execution of a distributed Map. */
  readonly child?: ChildOf | undefined;
}

export interface ChildOf {
  readonly mapRunArn: string;
  /** Number of the item or batch. */
  readonly index: number;
  /** Where in the definition of the machine the child's states stand. */
  readonly place: BlockPlace;
  readonly itemCount: number;
}

export const isOver = ({ status }: Pick<Execution, "status">): boolean =>
  status !== "RUNNING" && status !== "PENDING_REDRIVE";

export const ownedKey: Encryption = { type: "AWS_OWNED_KEY" };

/** Limits of Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const dataBytesMax = 262_144;
export const eventsMax = 25_000;
export const expressMsMax = 300_000;
export const versionsMax = 1_000;
export const aliasesMax = 100;
export const tagsMax = 50;
export const inlineConcurrencyMax = 40;
export const mapConcurrencyMax = 10_000;

/** Time after the end in which an execution can be redriven. */
export const redriveMsMax = 14 * 24 * 3_600_000;
