import type { Ids } from "@millrace/core";
import type { Json, JsonObject } from "../json.ts";

/** What expressions of a state can see. */
export interface Scope {
  /** `$` of JSONPath. */
  readonly input: Json;
  /** `$$`, and `$states.context`. */
  readonly context: JsonObject;
  readonly variables: Readonly<Record<string, Json>>;
  readonly ids: Ids;
}
