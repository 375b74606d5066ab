import type { Condition, Operand, Path, UpdateAction } from "./ast.ts";
import { conditionOf, projectionOf, updateOf } from "./parse.ts";

interface Mentioning {
  readonly ConditionExpression?: string | undefined;
  readonly FilterExpression?: string | undefined;
  readonly KeyConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly AttributeUpdates?: object | undefined;
  readonly Expected?: object | undefined;
  readonly KeyConditions?: object | undefined;
  readonly QueryFilter?: object | undefined;
  readonly ScanFilter?: object | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}

/** The top-level attributes that a request's expressions name, for IAM. A malformed request is refused later, as itself. */
export function mentionedAttributes(input: Mentioning): readonly string[] {
  const legacy = [input.AttributeUpdates, input.Expected, input.KeyConditions, input.QueryFilter, input.ScanFilter];
  return [
    ...pathsOf(input).flatMap((path) => firstName(path, input.ExpressionAttributeNames ?? {})),
    ...(input.AttributesToGet ?? []),
    ...legacy.flatMap((part) => Object.keys(part ?? {})),
  ];
}

function pathsOf(input: Mentioning): readonly Path[] {
  const { ConditionExpression, FilterExpression, KeyConditionExpression, UpdateExpression, ProjectionExpression } =
    input;
  try {
    return [
      ...(ConditionExpression ? conditionPaths(conditionOf("ConditionExpression", ConditionExpression)) : []),
      ...(FilterExpression ? conditionPaths(conditionOf("FilterExpression", FilterExpression)) : []),
      ...(KeyConditionExpression ? conditionPaths(conditionOf("KeyConditionExpression", KeyConditionExpression)) : []),
      ...(UpdateExpression ? updateOf("UpdateExpression", UpdateExpression).flatMap(actionPaths) : []),
      ...(ProjectionExpression ? projectionOf("ProjectionExpression", ProjectionExpression) : []),
    ];
  } catch {
    return [];
  }
}

function firstName(path: Path, names: Readonly<Record<string, string>>): readonly string[] {
  const [first] = path.parts;
  if (first === undefined || "index" in first) return [];
  const name = "name" in first ? first.name : names[first.placeholder];
  return name === undefined ? [] : [name];
}

function conditionPaths(condition: Condition): readonly Path[] {
  if (condition.kind === "not") return conditionPaths(condition.condition);
  if ("conditions" in condition) return condition.conditions.flatMap(conditionPaths);
  return condition.operands.flatMap(operandPaths);
}

function operandPaths(operand: Operand): readonly Path[] {
  if (operand.kind === "path") return [operand];
  return operand.kind === "function" ? operand.operands.flatMap(operandPaths) : [];
}

function actionPaths(action: UpdateAction): readonly Path[] {
  if (action.kind === "remove") return [action.path];
  const values = action.value.kind === "sum" ? action.value.operands : [action.value];
  return [action.path, ...values.flatMap(operandPaths)];
}
