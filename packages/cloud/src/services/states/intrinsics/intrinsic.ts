import type { Json } from "../json.ts";
import type { Path } from "../jsonpath/path.ts";

/** A call of an intrinsic function as it stands in a definition. */
export interface IntrinsicCall {
  readonly text: string;
  readonly name: string;
  readonly args: readonly Argument[];
}

export type Argument =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "path"; readonly path: Path }
  | { readonly kind: "call"; readonly call: IntrinsicCall };

/** What a function says of its arguments. */
export class IntrinsicFailure extends Error {}
