/** Parts of a template, and of the expressions in it. https://velocity.apache.org/engine/1.7/vtl-reference.html */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly reference: Reference }
  | { readonly kind: "set"; readonly target: Reference; readonly value: Expression }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | { readonly kind: "foreach"; readonly name: string; readonly list: Expression; readonly body: readonly Part[] }
  | {
      readonly kind: "macro";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly Part[];
    }
  | { readonly kind: "call"; readonly name: string; readonly values: readonly Expression[]; readonly source: string }
  | { readonly kind: "break" }
  | { readonly kind: "stop" };

export interface Branch {
  /** None for `#else`. */
  readonly when: Expression | undefined;
  readonly body: readonly Part[];
}

export type Expression =
  | { readonly kind: "value"; readonly value: unknown }
  /** Between double quotes: a template of its own. */
  | { readonly kind: "text"; readonly parts: readonly Part[] }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "negative"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression };

export interface Reference {
  readonly name: string;
  readonly isQuiet: boolean;
  readonly steps: readonly Step[];
  /** As it was written: what is printed when there is nothing behind it. */
  readonly source: string;
}

export type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly values: readonly Expression[] }
  | { readonly kind: "index"; readonly at: Expression };

/** A template that cannot be read, or that asks for what is not there. */
export class VelocityError extends Error {}
