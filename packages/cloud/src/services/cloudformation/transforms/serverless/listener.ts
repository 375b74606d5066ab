import type { Json, JsonObject } from "../../../../sdk-calls/json.ts";

/** The function that events are for. */
export interface Listener {
  readonly logicalId: string;
  /** ARN of the function, or of its alias. */
  readonly target: Json;
  readonly condition: JsonObject;
}

/** One event, and the id of what is made for it. */
export interface Event {
  readonly id: string;
  readonly properties: JsonObject;
}
