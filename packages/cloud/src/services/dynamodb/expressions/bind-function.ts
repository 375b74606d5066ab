import { invalidExpression } from "../errors.ts";
import { type AttributeValue, type Item, isAttributeType, typeOf } from "../values/attribute-value.ts";
import { valuesEqual } from "../values/compare.ts";
import type { FunctionCall } from "./ast.ts";
import {
  type Binding,
  type BoundOperand,
  bindOperand,
  functionMisused,
  pathRequired,
  refuseSameOperand,
  wrongOperandCount,
  wrongOperandType,
} from "./bind-operand.ts";

/** The functions that are true or false. */
export function bindFunction(binding: Binding, call: FunctionCall): (item: Item) => boolean {
  const operands = call.name in binders ? call.operands.map((operand) => bindOperand(binding, operand)) : [];
  switch (call.name) {
    case "attribute_exists":
    case "attribute_not_exists":
      return bindExists(binding, call, operands);
    case "attribute_type":
      return bindType(binding, call, operands);
    case "begins_with":
      return bindBeginsWith(binding, call, operands);
    case "contains":
      return bindContains(binding, call, operands);
    default:
      // That is size, which answers a value.
      throw functionMisused(binding, call.name);
  }
}

const binders = { attribute_exists: 1, attribute_not_exists: 1, attribute_type: 2, begins_with: 2, contains: 2 };

function bindExists(binding: Binding, call: FunctionCall, operands: readonly BoundOperand[]): (item: Item) => boolean {
  const [operand] = operands;
  if (operand === undefined || operands.length !== 1) throw wrongOperandCount(binding, call);
  if (operand.path === undefined) throw pathRequired(binding, call.name);
  const wanted = call.name === "attribute_exists";
  return (item) => (operand.read(item) !== undefined) === wanted;
}

function pair(
  binding: Binding,
  call: FunctionCall,
  operands: readonly BoundOperand[],
): readonly [BoundOperand, BoundOperand] {
  const [first, second] = operands;
  if (first === undefined || second === undefined || operands.length !== 2) throw wrongOperandCount(binding, call);
  return [first, second];
}

function bindType(binding: Binding, call: FunctionCall, operands: readonly BoundOperand[]): (item: Item) => boolean {
  const [operand, wanted] = pair(binding, call, operands);
  const name = wanted.constant?.S;
  if (name === undefined) {
    // A type that only an item could tell is refused with the list of all types, in AWS's order.
    throw wrongOperandType(binding, call.name, wanted.type ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
  }
  if (!isAttributeType(name)) {
    throw invalidExpression(
      binding.kind,
      `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  }
  return (item) => {
    const value = operand.read(item);
    return value !== undefined && typeOf(value) === name;
  };
}

function bindBeginsWith(
  binding: Binding,
  call: FunctionCall,
  operands: readonly BoundOperand[],
): (item: Item) => boolean {
  const [operand, prefix] = pair(binding, call, operands);
  for (const { type } of [operand, prefix]) {
    if (type !== undefined && type !== "S" && type !== "B") throw wrongOperandType(binding, call.name, type);
  }
  refuseSameOperand(binding, call.name, operands);
  return (item) => beginsWith(operand.read(item), prefix.read(item));
}

function beginsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value?.S !== undefined && prefix?.S !== undefined) return value.S.startsWith(prefix.S);
  if (value?.B === undefined || prefix?.B === undefined) return false;
  const start = Buffer.from(prefix.B, "base64");
  return Buffer.from(value.B, "base64").subarray(0, start.length).equals(start);
}

function bindContains(
  binding: Binding,
  call: FunctionCall,
  operands: readonly BoundOperand[],
): (item: Item) => boolean {
  const [operand, wanted] = pair(binding, call, operands);
  refuseSameOperand(binding, call.name, operands);
  return (item) => {
    const value = operand.read(item);
    const part = wanted.read(item);
    return value !== undefined && part !== undefined && contains(value, part);
  };
}

/** Text within text, bytes within bytes, a member of a set or of a list. */
function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.L !== undefined) return value.L.some((element) => valuesEqual(element, part));
  if (part.S !== undefined) return value.S?.includes(part.S) ?? value.SS?.includes(part.S) ?? false;
  if (part.N !== undefined) return value.NS?.includes(part.N) ?? false;
  if (part.B === undefined) return false;
  if (value.B === undefined) return value.BS?.includes(part.B) ?? false;
  return Buffer.from(value.B, "base64").includes(Buffer.from(part.B, "base64"));
}
