import type { Definition } from "../contract/zod-definition.ts";
import type { Action } from "../protect/actions.ts";
import type { Anonymiser } from "../protect/anonymiser.ts";

/** A way from the cells of a row to the JSON of what is made of it, with no object in between. */
export interface DirectPlan {
  /** In the order in which their members stand in the JSON. */
  readonly columns: readonly PlannedColumn[];
  /** The fields of which the file's keys are made. */
  readonly keyFields: readonly string[];
  /** Whether a file may have columns that the schema does not know. */
  readonly allowsMore: boolean;
  readonly anonymiser: Anonymiser;
}

export interface PlannedColumn {
  readonly name: string;
  readonly definition: Definition;
  readonly action: Action | undefined;
}
