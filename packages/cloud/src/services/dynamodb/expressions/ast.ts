import type { AttributeValue } from "../values/attribute-value.ts";

/** A step into a document: a name as written, a name behind a placeholder, or a position in a list. */
export type PathPart = { readonly name: string } | { readonly placeholder: string } | { readonly index: number };

export interface Path {
  readonly kind: "path";
  readonly parts: readonly PathPart[];
}

/** A function as written; whether it may stand where it stands is decided when the expression is bound. */
export interface FunctionCall {
  readonly kind: "function";
  readonly name: string;
  readonly operands: readonly Operand[];
}

export type Operand =
  | Path
  | FunctionCall
  | { readonly kind: "placeholder"; readonly name: string }
  | { readonly kind: "value"; readonly value: AttributeValue };

export type Comparator = "=" | "<>" | "<" | "<=" | ">" | ">=";

export type Condition =
  | FunctionCall
  | { readonly kind: "comparison"; readonly comparator: Comparator; readonly operands: readonly [Operand, Operand] }
  | { readonly kind: "between"; readonly operands: readonly [Operand, Operand, Operand] }
  | { readonly kind: "in"; readonly operands: readonly Operand[] }
  | { readonly kind: "and" | "or"; readonly conditions: readonly Condition[] }
  | { readonly kind: "not"; readonly condition: Condition };

export interface Sum {
  readonly kind: "sum";
  readonly operator: "+" | "-";
  readonly operands: readonly [Operand, Operand];
}

/** What an update expression or legacy AttributeUpdates ask for, in the order written. */
export type UpdateAction =
  | { readonly kind: "set"; readonly path: Path; readonly value: Operand | Sum }
  | { readonly kind: "remove"; readonly path: Path }
  | { readonly kind: "add" | "delete"; readonly path: Path; readonly value: Operand };
