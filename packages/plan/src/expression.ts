/**
 * A value that is only known where the plan is deployed: an attribute of one of its parts, a parameter of the deployment, or a
 * fact of the place itself.
 */
export type Reference = PartReference | ParameterReference | PlaceReference;

export interface PartReference {
  readonly part: string;
  readonly attribute: string;
}

export interface ParameterReference {
  readonly parameter: ParameterName;
}

export interface PlaceReference {
  readonly place: "partition" | "region" | "account";
}

/** What whoever deploys may choose: the prefix of every name, and the bucket, as bucket names are one for all of AWS. */
export type ParameterName = "name" | "bucketName";

/** Text with references in it. */
export type Expression = readonly (string | Reference)[];

/** Data as JSON has it, in which an expression may stand for any text. */
export type Data = string | number | boolean | null | Expressed | readonly Data[] | { readonly [name: string]: Data };

/** Marks an expression among data, where a list would be a list. */
export interface Expressed {
  readonly expression: Expression;
}

type Piece = string | Reference | Expression;

/** The expression of a template: text`${bucket}/incoming/*`. */
export function text(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Expression {
  const all = strings.flatMap((string, at): Expression => [string, ...expressionOf(pieces[at] ?? "")]);
  return joined(all);
}

export const expressionOf = (piece: Piece): Expression => {
  if (typeof piece === "string") return [piece];
  return isExpression(piece) ? piece : [piece];
};

const isExpression = (piece: Piece): piece is Expression => Array.isArray(piece);

export const isExpressed = (data: Data): data is Expressed =>
  typeof data === "object" && data !== null && "expression" in data && Array.isArray(data.expression);

/** Neighbouring texts as one, empty ones left out. */
function joined(pieces: Expression): Expression {
  const result: (string | Reference)[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece === "") continue;
    if (typeof piece === "string" && typeof last === "string") result[result.length - 1] = last + piece;
    else result.push(piece);
  }
  return result;
}

export const express = (piece: Piece): Expressed => ({ expression: expressionOf(piece) });

export const nameParameter: ParameterReference = { parameter: "name" };

const partition: PlaceReference = { place: "partition" };
const region: PlaceReference = { place: "region" };
const account: PlaceReference = { place: "account" };

export const here = { partition, region, account } as const;

/** An ARN in the account and region of the deployment. */
export const arnHere = (service: string, resource: Piece): Expression =>
  text`arn:${partition}:${service}:${region}:${account}:${resource}`;
