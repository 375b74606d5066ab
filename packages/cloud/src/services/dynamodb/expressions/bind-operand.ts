import { invalidExpression } from "../errors.ts";
import { type AttributeType, type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { binaryBytes, textBytes } from "../values/size.ts";
import type { FunctionCall, Operand } from "./ast.ts";
import { bindPath, type DocumentPath, printPath, valueAt } from "./document-path.ts";
import type { Placeholders } from "./placeholders.ts";

/** An operand ready to be read from items. At most one of `path` and `constant` is there. */
export interface BoundOperand {
  readonly read: (item: Item) => AttributeValue | undefined;
  readonly path?: DocumentPath;
  readonly constant?: AttributeValue;
  /** The type, where it is known before any item is seen. */
  readonly type?: AttributeType;
}

/** What binding needs to know, and where it notes which attributes an expression looks at. */
export interface Binding {
  readonly kind: string;
  readonly placeholders: Placeholders;
  readonly attributes: Set<string>;
  /** Those of the attributes that it looks into. */
  readonly opened: Set<string>;
}

export const newBinding = (kind: string, placeholders: Placeholders): Binding => ({
  kind,
  placeholders,
  attributes: new Set(),
  opened: new Set(),
});

export function bindOperand(binding: Binding, operand: Operand): BoundOperand {
  if (operand.kind === "path") {
    const path = bindPath(binding.kind, operand, binding.placeholders);
    const attribute = String(path[0]);
    binding.attributes.add(attribute);
    if (path.length > 1) binding.opened.add(attribute);
    if (path.length > 1) return { path, read: (item) => valueAt(item, path) };
    return { path, read: (item) => (Object.hasOwn(item, attribute) ? item[attribute] : undefined) };
  }
  if (operand.kind === "placeholder") return constant(binding.placeholders.value(binding.kind, operand.name));
  return operand.kind === "value" ? constant(operand.value) : bindSize(binding, operand);
}

const constant = (value: AttributeValue): BoundOperand => ({
  constant: value,
  type: typeOf(value),
  read: () => value,
});

/** The only function of a condition that answers a value. */
function bindSize(binding: Binding, call: FunctionCall): BoundOperand {
  if (call.name !== "size") throw functionMisused(binding, call.name);

  const operands = call.operands.map((operand) => bindOperand(binding, operand));
  const [operand] = operands;
  if (operand === undefined || operands.length !== 1) throw wrongOperandCount(binding, call);
  if (operand.type === "N" || operand.type === "BOOL" || operand.type === "NULL") {
    throw wrongOperandType(binding, "size", operand.type);
  }
  return {
    type: "N",
    read(item) {
      const value = operand.read(item);
      const size = value === undefined ? undefined : sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    },
  };
}

/** Bytes of text and binary, members of everything else that has members. */
function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return textBytes(value.S);
  if (value.B !== undefined) return binaryBytes(value.B);
  if (value.M !== undefined) return Object.keys(value.M).length;
  return (value.L ?? value.SS ?? value.NS ?? value.BS)?.length;
}

export const functionMisused = (binding: Binding, name: string): Error =>
  invalidExpression(
    binding.kind,
    `The function is not allowed to be used this way in an expression; function: ${name}`,
  );

export const wrongOperandCount = (binding: Binding, call: FunctionCall): Error =>
  invalidExpression(
    binding.kind,
    `Incorrect number of operands for operator or function; operator or function: ${call.name}, ` +
      `number of operands: ${call.operands.length}`,
  );

export const wrongOperandType = (binding: Binding, operator: string, type: string): Error =>
  invalidExpression(
    binding.kind,
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );

export const pathRequired = (binding: Binding, name: string): Error =>
  invalidExpression(binding.kind, `Operator or function requires a document path; operator or function: ${name}`);

/** Comparing an attribute with itself is a mistake, says AWS. */
export function refuseSameOperand(binding: Binding, operator: string, operands: readonly BoundOperand[]): void {
  const [first, ...others] = operands;
  if (first?.path === undefined) return;
  const printed = printPath(first.path);
  if (!others.some((other) => other.path !== undefined && printPath(other.path) === printed)) return;
  throw invalidExpression(
    binding.kind,
    "The first operand must be distinct from the remaining operands for this operator or function; " +
      `operator: ${operator}, first operand: ${printed}`,
  );
}
