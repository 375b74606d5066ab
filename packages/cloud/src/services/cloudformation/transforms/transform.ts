import type { Call } from "../../../kernel/operation.ts";
import type { Json, JsonObject } from "../../../sdk-calls/json.ts";
import type { StackStore } from "../store.ts";
import type { ParameterValue } from "../templates/parameter-values.ts";
import type { Place } from "../templates/pseudo-parameters.ts";

export interface TransformContext {
  readonly place: Place;
  readonly values: readonly ParameterValue[];
}

/** Where a transform is used, and what it is given. */
export interface Use {
  readonly name: string;
  readonly parameters: JsonObject;
  /** The whole template, or the members beside the `Fn::Transform`. */
  readonly fragment: JsonObject;
}

export type Transform = (call: Call<StackStore>, use: Use, context: TransformContext) => Promise<Json> | Json;
