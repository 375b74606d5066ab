import type { JsonObject } from "../../../sdk-calls/json.ts";

/** One comparison of a stack with what is there. */
export interface Detection {
  readonly id: string;
  readonly stackId: string;
  readonly at: number;
  readonly drifted: number;
}

/** What a resource should be and what it is. */
export interface ResourceDrift {
  readonly logicalId: string;
  readonly status: "IN_SYNC" | "MODIFIED" | "DELETED" | "NOT_CHECKED";
  readonly expected: JsonObject;
  readonly actual?: JsonObject | undefined;
}
