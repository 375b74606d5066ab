import type { JsonObject } from "../../../sdk-calls/json.ts";
import type { Deployed } from "../model.ts";

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly description?: string | undefined;
  readonly type: "CREATE" | "UPDATE" | "IMPORT";
  readonly status: "CREATE_PENDING" | "CREATE_IN_PROGRESS" | "CREATE_COMPLETE" | "DELETE_FAILED" | "FAILED";
  readonly executionStatus:
    | "UNAVAILABLE"
    | "AVAILABLE"
    | "EXECUTE_IN_PROGRESS"
    | "EXECUTE_COMPLETE"
    | "EXECUTE_FAILED"
    | "OBSOLETE";
  readonly reason?: string | undefined;
  readonly createdAt: number;
  readonly target: Deployed;
  readonly changes: readonly Change[];
  readonly includesNested: boolean;
  readonly onStackFailure?: "ROLLBACK" | "DELETE" | "DO_NOTHING" | undefined;
  readonly imports: Readonly<Record<string, string>>;
  readonly parentId?: string | undefined;
  readonly rootId?: string | undefined;
  readonly roleArn?: string | undefined;
  readonly rollbackTriggers: readonly { readonly Arn: string; readonly Type: string }[];
  /** What kept the values of properties from being complete. */
  readonly warning?: string | undefined;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html */
export interface Change {
  readonly action: "Add" | "Modify" | "Remove" | "Import" | "Dynamic";
  readonly logicalId: string;
  readonly physicalId?: string | undefined;
  readonly type: string;
  readonly replacement?: "True" | "False" | "Conditional" | undefined;
  readonly policyAction?: string | undefined;
  readonly scope: readonly string[];
  readonly details: readonly Detail[];
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
  readonly changeSetId?: string | undefined;
}

export interface Detail {
  readonly attribute: string;
  readonly name?: string | undefined;
  readonly recreation: "Never" | "Always" | "Conditionally";
  readonly evaluation: "Static" | "Dynamic";
  readonly source: string;
  readonly cause?: string | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}
