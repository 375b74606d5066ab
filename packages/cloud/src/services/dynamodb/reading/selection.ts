import { invalidParameter, validation } from "../errors.ts";
import type { Projection } from "../expressions/projection.ts";
import { projectedNames } from "../model.ts";
import type { OpenIndex, OpenTable } from "../tables/table.ts";

export interface SelectionInput {
  readonly Select?: string | undefined;
  readonly IndexName?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
}

const onlyWith: Readonly<Record<string, string>> = {
  COUNT: "only the Count",
  ALL_ATTRIBUTES: "ALL_ATTRIBUTES",
  ALL_PROJECTED_ATTRIBUTES: "ALL_PROJECTED_ATTRIBUTES",
};

/** Refuses contradictions between Select and the other parameters. */
export function refuseSelect(input: SelectionInput, verb: "Querying" | "Scanning"): void {
  const { Select } = input;
  const parameter =
    input.ProjectionExpression !== undefined
      ? "ProjectionExpression"
      : input.AttributesToGet !== undefined
        ? "AttributesToGet"
        : undefined;
  if (Select === "SPECIFIC_ATTRIBUTES" && parameter === undefined) {
    throw validation(
      "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES",
    );
  }
  if (Select === "ALL_PROJECTED_ATTRIBUTES" && input.IndexName === undefined) {
    throw validation(`ALL_PROJECTED_ATTRIBUTES can be used only when ${verb} using an IndexName`);
  }
  const wanted = Select === undefined ? undefined : onlyWith[Select];
  if (parameter !== undefined && wanted !== undefined) {
    throw validation(`Cannot specify the ${parameter} when choosing to get ${wanted}`);
  }
}

export interface Wanted {
  readonly select: string | undefined;
  readonly projection: Projection | undefined;
  readonly filtered: ReadonlySet<string>;
  /** A query's filter sees only what the index has; that of a scan may look further. */
  readonly isQuery: boolean;
}

/**
 * Whether what is asked of an index has to be fetched from the table, item by item. Local indexes can do that, global
 * ones refuse.
 */
export function fetchesFromTable(
  table: OpenTable,
  index: OpenIndex | undefined,
  { select, projection, filtered, isQuery }: Wanted,
): boolean {
  if (index === undefined) return false;
  const { definition } = index;
  const projected = projectedNames(table.definition.keySchema, definition);
  if (projected === undefined) return false;

  const notProjected = (names: Iterable<string>) => [...names].filter((name) => !projected.has(name));
  const missing = notProjected(projection?.attributes ?? []);
  const missingInFilter = notProjected(filtered);
  if (select !== "ALL_ATTRIBUTES" && missing.length === 0 && missingInFilter.length === 0) return false;
  if (missingInFilter.length > 0 && isQuery) throw notInFilter(definition.name, missingInFilter);
  if (!definition.isGlobal) return true;
  if (missing.length > 0) {
    throw invalidParameter(`Global secondary index ${definition.name} does not project [${missing.join(", ")}]`);
  }
  if (select !== "ALL_ATTRIBUTES") throw notInFilter(definition.name, missingInFilter);
  throw invalidParameter(
    `Select type ALL_ATTRIBUTES is not supported for global secondary index ${definition.name} because its projection type is not ALL`,
  );
}

const notInFilter = (index: string, missing: readonly string[]): Error =>
  invalidParameter(`Secondary index ${index} does not project one or more filter attributes: [${missing.join(", ")}]`);
