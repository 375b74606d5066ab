import type { Principal } from "../../kernel/principal.ts";
import type { JsonObject } from "../../sdk-calls/json.ts";
import type { ParameterValue } from "./templates/parameter-values.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What a stack is, or is to become: everything that its resources follow from. */
export interface Deployed {
  /** Of the store's templates. */
  readonly templateId: string;
  readonly description?: string | undefined;
  readonly parameters: readonly ParameterValue[];
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
}

export interface TemplateText {
  readonly id: string;
  /** As it was given. */
  readonly original: string;
  /** After its transforms; undefined when it has none. */
  readonly processed?: JsonObject | undefined;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export type StackStatus =
  | `CREATE_${Progress}`
  | `ROLLBACK_${Progress}`
  | `DELETE_${Progress}`
  | `UPDATE_${Progress}`
  | `UPDATE_ROLLBACK_${Progress}`
  | `IMPORT_${"IN_PROGRESS" | "COMPLETE"}`
  | `IMPORT_ROLLBACK_${Progress}`
  | "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"
  | "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"
  | "REVIEW_IN_PROGRESS";

type Progress = "IN_PROGRESS" | "COMPLETE" | "FAILED";

export interface Output {
  readonly key: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly exportName?: string | undefined;
}

/** How one operation on a stack is to go. */
export interface Running {
  readonly target: Deployed;
  readonly token?: string | undefined;
  readonly disableRollback: boolean;
  readonly onFailure: "ROLLBACK" | "DELETE" | "DO_NOTHING";
  readonly retainExceptOnCreate: boolean;
  readonly startedAt: number;
  readonly timeoutMs?: number | undefined;
  /** Resources that are to be left behind, or passed over. */
  readonly skip: readonly string[];
  readonly force: boolean;
  /** Physical resources to take over, by logical id. */
  readonly imports: Readonly<Record<string, string>>;
  /** The change set that is executed. */
  readonly changeSetId?: string | undefined;
  readonly isCancelled?: boolean;
  /** One of its resources has: the others are not waited for. */
  readonly hasFailed?: boolean;
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly status: StackStatus;
  readonly reason?: string | undefined;
  readonly createdAt: number;
  readonly updatedAt?: number | undefined;
  readonly deletedAt?: number | undefined;
  readonly current: Deployed;
  readonly running?: Running | undefined;
  readonly outputs: readonly Output[];
  /** The names of the exports that it uses. */
  readonly imports: readonly string[];
  /** Who asked for what is done, unless a role was given. */
  readonly principal: Principal;
  readonly roleArn?: string | undefined;
  readonly disableRollback: boolean;
  readonly isProtected: boolean;
  readonly policy?: string | undefined;
  readonly rollbackTriggers: readonly { readonly Arn: string; readonly Type: string }[];
  readonly monitoringMinutes?: number | undefined;
  readonly timeoutMinutes?: number | undefined;
  readonly changeSetId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly rootId?: string | undefined;
  readonly drift: Drift;
}

interface Drift {
  readonly status: "NOT_CHECKED" | "IN_SYNC" | "DRIFTED" | "MODIFIED" | "DELETED";
  readonly at?: number | undefined;
}

type ResourceStatus = `${"CREATE" | "UPDATE" | "DELETE" | "IMPORT"}_${Progress}` | "DELETE_SKIPPED";

/** What a resource was or is: enough to change it, to delete it, and to answer those that refer to it. */
export interface ResourceState {
  readonly type: string;
  readonly physicalId: string;
  readonly properties: JsonObject;
  readonly attributes: JsonObject;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy?: string | undefined;
  readonly updateReplacePolicy?: string | undefined;
  readonly metadata?: string | undefined;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason?: string | undefined;
  readonly at: number;
  /** Undefined until it is made. */
  readonly state?: ResourceState | undefined;
  /** Before the operation that runs; undefined for what that operation has not touched. */
  readonly before?: ResourceState | "none" | undefined;
  /** Physical resources that are no longer part of the stack and go when it is cleaned up. */
  readonly leftovers?: readonly ResourceState[] | undefined;
  /** What an unfinished step has to know when it goes on, also after a crash. */
  readonly work?: Unfinished | undefined;
  readonly drift: Drift;
}

export interface Unfinished {
  /** The call that makes the resource has been sent: what stands in its way may be what it made. */
  readonly isSent?: boolean;
  /** Another resource is made in place of the one that is there. */
  readonly isReplacement?: boolean;
  /** A name that was made up for it. */
  readonly name?: string;
  readonly progress?: JsonObject;
  readonly startedAt: number;
}

export interface StackEvent {
  /** Of the stack's events, from 1 on. */
  readonly sequence: number;
  readonly id: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly at: number;
  readonly status: string;
  readonly reason?: string | undefined;
  readonly properties?: string | undefined;
  readonly token?: string | undefined;
}

export const isGone = ({ status }: Stack): boolean => status === "DELETE_COMPLETE";
export const isBusy = ({ status }: Stack): boolean =>
  status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS";

/** Ids look the same each time a stack is made; only the last part is its own. */
export const shortId = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
