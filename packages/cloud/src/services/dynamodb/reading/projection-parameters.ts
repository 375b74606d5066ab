import { validation } from "../errors.ts";
import { projectionOf } from "../expressions/parse.ts";
import type { Placeholders } from "../expressions/placeholders.ts";
import { bindProjection, type Projection, projectionOfPaths } from "../expressions/projection.ts";

interface ProjectionInput {
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
}

/** Which parts of items are wanted; undefined means all of them. */
export function wantedProjection(input: ProjectionInput, placeholders: Placeholders): Projection | undefined {
  if (input.ProjectionExpression !== undefined) {
    return bindProjection(projectionOf("ProjectionExpression", input.ProjectionExpression), placeholders);
  }
  const names = input.AttributesToGet;
  if (names === undefined) return undefined;
  const unique = new Set(names);
  if (unique.size !== names.length) {
    const duplicate = names.find((name, at) => names.indexOf(name) !== at);
    throw validation(`One or more parameter values were invalid: Duplicate value in attribute name: ${duplicate}`);
  }
  return projectionOfPaths(names.map((name) => [name]));
}
