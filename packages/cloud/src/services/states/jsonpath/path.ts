import type { Json } from "../json.ts";

/** A parsed JSONPath in the dialect of Step Functions: Jayway's, from `$`, `$$` or `$variable`. */
export interface Path {
  readonly text: string;
  readonly root: "input" | "context" | "variable" | "current";
  readonly variable: string | undefined;
  readonly segments: readonly Segment[];
  /** Names exactly one place, so that it answers a value and not a list of them. */
  readonly isDefinite: boolean;
}

export type Segment =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indexes"; readonly indexes: readonly number[] }
  | {
      readonly kind: "slice";
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: "wildcard" }
  | { readonly kind: "descent" }
  | { readonly kind: "filter"; readonly filter: Filter }
  | { readonly kind: "function"; readonly name: string };

/** What stands between `[?(` and `)]`. */
export type Filter =
  | { readonly kind: "or" | "and"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly filter: Filter }
  | { readonly kind: "exists"; readonly path: Path }
  | { readonly kind: "compare"; readonly operator: FilterOperator; readonly left: Operand; readonly right: Operand };

export type FilterOperator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "=~" | "in" | "nin";

export type Operand =
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "pattern"; readonly pattern: RegExp };

export class PathSyntaxError extends Error {}

/** Nothing stands where a definite path points. The message is Jayway's. */
export class PathNotFound extends Error {}

export const isSingle = (segment: Segment): boolean =>
  (segment.kind === "names" && segment.names.length === 1) ||
  (segment.kind === "indexes" && segment.indexes.length === 1) ||
  segment.kind === "function";

/** `$['orders'][0]`: how messages write a path. */
export function canonicalText(path: Path, segments: readonly Segment[] = path.segments): string {
  return `$${segments.map(segmentText).join("")}`;
}

function segmentText(segment: Segment): string {
  switch (segment.kind) {
    case "names":
      return `[${segment.names.map((name) => `'${name}'`).join(",")}]`;
    case "indexes":
      return `[${segment.indexes.join(",")}]`;
    case "slice":
      return `[${segment.from ?? ""}:${segment.to ?? ""}]`;
    case "wildcard":
      return "[*]";
    case "descent":
      return "..";
    case "filter":
      return "[?]";
    case "function":
      return `.${segment.name}()`;
  }
}
