import { invalidExpression, invalidParameter, validation } from "../errors.ts";
import { type KeySchema, keyNames } from "../model.ts";
import type { Item } from "../values/attribute-value.ts";
import { addNumbers, subtractNumbers } from "../values/number.ts";
import type { FunctionCall, Operand, Sum, UpdateAction } from "./ast.ts";
import {
  type Binding,
  type BoundOperand,
  bindOperand,
  newBinding,
  pathRequired,
  refuseSameOperand,
  wrongOperandCount,
  wrongOperandType,
} from "./bind-operand.ts";
import { applyChanges, type Change, refuseUnreachable, wrongType } from "./document-changes.ts";
import { attributeOf, bindPath, type DocumentPath, refuseOverlaps } from "./document-path.ts";
import type { Placeholders } from "./placeholders.ts";

/** An update that is ready to run. */
export interface Update {
  /** Every place that it changes. */
  readonly paths: readonly DocumentPath[];
  /** The attributes that it looks into. */
  readonly opened: ReadonlySet<string>;
  /** The item as it is afterwards; all operands are read from the item as it is now. */
  readonly apply: (item: Item) => Item;
  /** Refuses an update of the key itself. */
  readonly refuseKeys: (schema: KeySchema) => void;
  /** Whether an item that does not exist comes into being: always by an expression, not by legacy deletions alone. */
  readonly addsItem: boolean;
}

interface BoundAction {
  readonly path: DocumentPath;
  readonly change: (item: Item) => Change;
}

const kind = "UpdateExpression";

/** AWS looks at the operands of DELETE first, then at those of ADD, then at the rest. */
const checkOrder = ["delete", "add", "set", "remove"] as const;

export function bindUpdate(actions: readonly UpdateAction[], placeholders: Placeholders): Update {
  const binding = newBinding(kind, placeholders);
  const paths = actions.map((action) => bindPath(kind, action.path, placeholders));
  for (const action of actions) if (action.kind !== "remove") resolve(placeholders, action.value);
  refuseOverlaps(kind, paths);
  const bound = checkOrder.flatMap((order) =>
    actions.flatMap((action, at) => (action.kind === order ? bindAction(binding, action, paths[at] ?? []) : [])),
  );
  for (const path of paths) if (path.length > 1) binding.opened.add(attributeOf(path));
  return {
    paths,
    opened: binding.opened,
    apply(item) {
      return applyChanges(
        item,
        bound.map(({ path, change }) => {
          refuseUnreachable(item, path);
          return change(item);
        }),
      );
    },
    refuseKeys: (schema) => refuseKeys(schema, paths),
    addsItem: true,
  };
}

/** Placeholders that stand for nothing are refused before anything else is looked at. */
function resolve(placeholders: Placeholders, operand: Operand | Sum): void {
  if (operand.kind === "path") bindPath(kind, operand, placeholders);
  else if (operand.kind === "placeholder") placeholders.value(kind, operand.name);
  else if (operand.kind !== "value") for (const each of operand.operands) resolve(placeholders, each);
}

export function refuseKeys(schema: KeySchema, paths: readonly DocumentPath[]): void {
  const keys = keyNames(schema);
  const path = paths.find((each) => keys.includes(attributeOf(each)));
  if (path === undefined) return;
  throw invalidParameter(`Cannot update attribute ${attributeOf(path)}. This attribute is part of the key`);
}

function bindAction(binding: Binding, action: UpdateAction, path: DocumentPath): BoundAction {
  if (action.kind === "remove") return { path, change: () => ({ kind: "remove", path }) };
  if (action.kind === "set") {
    const value = bindValue(binding, action.value);
    return { path, change: (item) => ({ kind: "set", path, value: value.read(item) ?? missing() }) };
  }
  const operand = bindOperand(binding, action.value);
  refuseOperandOf(action.kind, operand);
  const { constant } = operand;
  if (constant === undefined) throw new TypeError("Cannot bind ADD or DELETE: expected a value");
  return { path, change: () => ({ kind: action.kind, path, value: constant }) };
}

const missing = (): never => {
  throw validation("The provided expression refers to an attribute that does not exist in the item");
};

const wrong = (): never => {
  throw wrongType();
};

export const typeNames: Readonly<Record<string, string>> = {
  S: "STRING",
  N: "NUMBER",
  B: "BINARY",
  SS: "STRING_SET",
  NS: "NUMBER_SET",
  BS: "BINARY_SET",
  L: "LIST",
  M: "MAP",
  BOOL: "BOOLEAN",
  NULL: "NULL",
};

function refuseOperandOf(action: "add" | "delete", { type = "NULL" }: BoundOperand): void {
  const isSet = type === "SS" || type === "NS" || type === "BS";
  if (isSet || (action === "add" && type === "N")) return;
  const operator = action.toUpperCase();
  throw invalidExpression(
    kind,
    `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${typeNames[type]}, typeSet: ALLOWED_FOR_${operator}_OPERAND`,
  );
}

type BoundValue = Pick<BoundOperand, "read" | "type" | "path">;

function bindValue(binding: Binding, value: Operand | Sum): BoundValue {
  if (value.kind === "sum") return bindSum(binding, value);
  return value.kind === "function" ? bindUpdateFunction(binding, value) : bindOperand(binding, value);
}

function bindSum(binding: Binding, sum: Sum): BoundValue {
  const [left, right] = [bindValue(binding, sum.operands[0]), bindValue(binding, sum.operands[1])];
  for (const { type } of [left, right]) {
    if (type !== undefined && type !== "N") throw wrongOperandType(binding, sum.operator, type);
  }
  const compute = sum.operator === "+" ? addNumbers : subtractNumbers;
  return {
    type: "N",
    read(item) {
      const a = (left.read(item) ?? missing()).N ?? wrong();
      const b = (right.read(item) ?? missing()).N ?? wrong();
      return { N: compute(a, b) };
    },
  };
}

function bindUpdateFunction(binding: Binding, call: FunctionCall): BoundValue {
  if (call.name === "if_not_exists") return bindIfNotExists(binding, call);
  return bindListAppend(binding, call);
}

function bindPair(binding: Binding, call: FunctionCall): readonly [BoundValue, BoundValue] {
  const [first, second] = call.operands.map((operand) => bindValue(binding, operand));
  if (first === undefined || second === undefined || call.operands.length !== 2) {
    throw wrongOperandCount(binding, call);
  }
  return [first, second];
}

function bindIfNotExists(binding: Binding, call: FunctionCall): BoundValue {
  const [attribute, otherwise] = bindPair(binding, call);
  if (attribute.path === undefined) throw pathRequired(binding, call.name);
  refuseSameOperand(binding, call.name, [attribute, otherwise]);
  return { read: (item) => attribute.read(item) ?? otherwise.read(item) };
}

function bindListAppend(binding: Binding, call: FunctionCall): BoundValue {
  const [left, right] = bindPair(binding, call);
  for (const { type } of [left, right]) {
    if (type !== undefined && type !== "L") throw wrongOperandType(binding, call.name, type);
  }
  return {
    type: "L",
    read(item) {
      const a = (left.read(item) ?? missing()).L ?? wrong();
      const b = (right.read(item) ?? missing()).L ?? wrong();
      return { L: [...a, ...b] };
    },
  };
}
