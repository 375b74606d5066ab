import type { Path } from "./ast.ts";
import { type Complaints, parsePath } from "./parse-operand.ts";
import type { Tokens } from "./tokens.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html */
export function parseProjection(tokens: Tokens, complaints: Complaints): readonly Path[] {
  const paths = [parsePath(tokens, complaints)];
  while (tokens.takeIf(",")) paths.push(parsePath(tokens, complaints));
  tokens.expectEnd();
  return paths;
}
