import { invalidExpression } from "../errors.ts";
import { expressionBytesMax } from "../limits.ts";
import { textBytes } from "../values/size.ts";
import type { Condition, Path, UpdateAction } from "./ast.ts";
import { parseCondition } from "./parse-condition.ts";
import { Complaints } from "./parse-operand.ts";
import { parseProjection } from "./parse-projection.ts";
import { parseUpdate } from "./parse-update.ts";
import { Tokens } from "./tokens.ts";

/** Names of the parameters, as refusals spell them. */
export type ConditionKind = "ConditionExpression" | "FilterExpression" | "KeyConditionExpression";

export const conditionOf = cached<ConditionKind, Condition>(parseCondition);
export const updateOf = cached<"UpdateExpression", readonly UpdateAction[]>(parseUpdate);
export const projectionOf = cached<"ProjectionExpression", readonly Path[]>(parseProjection);

/** Programs send few different expressions, many times. When the cache is full, the oldest text makes room. */
const cachedMax = 1000;

function cached<Kind extends string, Tree>(
  parse: (tokens: Tokens, complaints: Complaints) => Tree,
): (kind: Kind, text: string) => Tree {
  const trees = new Map<string, Tree>();
  return (kind, text) => {
    const known = trees.get(text);
    if (known !== undefined) return known;

    const tree = parsed(kind, text, parse);
    const oldest = trees.size >= cachedMax ? trees.keys().next().value : undefined;
    if (oldest !== undefined) trees.delete(oldest);
    trees.set(text, tree);
    return tree;
  };
}

function parsed<Tree>(kind: string, text: string, parse: (tokens: Tokens, complaints: Complaints) => Tree): Tree {
  if (text === "") throw invalidExpression(kind, "The expression can not be empty;");
  const bytes = textBytes(text);
  if (bytes > expressionBytesMax) {
    throw invalidExpression(kind, `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`);
  }
  const complaints = new Complaints();
  const tree = parse(new Tokens(kind, text), complaints);
  if (complaints.first !== undefined) throw invalidExpression(kind, complaints.first);
  return tree;
}
