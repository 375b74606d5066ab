import { validation } from "../errors.ts";
import { type AttributeValue, type Item, typeOf } from "../values/attribute-value.ts";
import { addNumbers } from "../values/number.ts";
import { attributeOf, type DocumentPath, valueAt } from "./document-path.ts";

/** One change of one place of an item, its operands read already. */
export type Change =
  | { readonly kind: "set"; readonly path: DocumentPath; readonly value: AttributeValue }
  | { readonly kind: "remove"; readonly path: DocumentPath }
  | { readonly kind: "add" | "delete" | "append"; readonly path: DocumentPath; readonly value: AttributeValue };

/** A value under construction. */
interface Draft {
  M?: Record<string, AttributeValue>;
  L?: AttributeValue[];
}

/** Positions of lists mean the list as it was, so lists grow and shrink only after everything else has been done. */
interface Later {
  readonly appended: { readonly list: AttributeValue[]; readonly index: number; readonly value: AttributeValue }[];
  readonly removed: { readonly list: AttributeValue[]; readonly index: number }[];
}

/** The item after all changes. The original stays as it is. */
export function applyChanges(item: Item, changes: readonly Change[]): Item {
  const draft: Record<string, AttributeValue> = { ...item };
  const copied = new Set<string>();
  const later: Later = { appended: [], removed: [] };
  for (const change of changes) {
    const attribute = attributeOf(change.path);
    if (change.path.length > 1 && !copied.has(attribute) && draft[attribute] !== undefined) {
      draft[attribute] = structuredClone(draft[attribute]);
      copied.add(attribute);
    }
    applyChange(draft, change, later);
  }
  later.appended.sort((one, two) => one.index - two.index);
  for (const { list, value } of later.appended) list.push(value);
  later.removed.sort((one, two) => two.index - one.index);
  for (const { list, index } of later.removed) list.splice(index, 1);
  return draft;
}

function applyChange(draft: Record<string, AttributeValue>, change: Change, later: Later): void {
  const parent = parentOf(draft, change.path);
  const last = change.path[change.path.length - 1];
  if (parent.M !== undefined && typeof last === "string") changeMember(parent.M, last, change);
  else if (parent.L !== undefined && typeof last === "number") changeElement(parent.L, last, change, later);
  else throw invalidPath();
}

/** Refuses a place that nothing could stand in, before any operand is read. */
export function refuseUnreachable(item: Item, path: DocumentPath): void {
  if (path.length === 1) return;
  const parent = valueAt(item, path.slice(0, -1));
  const isReachable = typeof path[path.length - 1] === "number" ? parent?.L !== undefined : parent?.M !== undefined;
  if (!isReachable) throw invalidPath();
}

const invalidPath = (): Error =>
  validation("The document path provided in the update expression is invalid for update");

export const wrongType = (): Error => validation("An operand in the update expression has an incorrect data type");

function parentOf(draft: Record<string, AttributeValue>, path: DocumentPath): Draft {
  let value: AttributeValue = { M: draft };
  for (const part of path.slice(0, -1)) {
    const next: AttributeValue | undefined =
      typeof part === "number" ? value.L?.[part] : value.M && Object.hasOwn(value.M, part) ? value.M[part] : undefined;
    if (next === undefined) throw invalidPath();
    value = next;
  }
  // What is reached here was copied before: the item itself is not touched.
  return value as Draft;
}

function changeMember(map: Record<string, AttributeValue>, name: string, change: Change): void {
  const value = changed(Object.hasOwn(map, name) ? map[name] : undefined, change);
  if (value === undefined) delete map[name];
  else map[name] = value;
}

function changeElement(list: AttributeValue[], index: number, change: Change, later: Later): void {
  const value = changed(list[index], change);
  if (value === undefined) {
    if (index < list.length) later.removed.push({ list, index });
  } else if (index < list.length) list[index] = value;
  else later.appended.push({ list, index, value });
}

/** What stands in a place after a change; undefined when nothing does. */
function changed(current: AttributeValue | undefined, change: Change): AttributeValue | undefined {
  switch (change.kind) {
    case "set":
      return change.value;
    case "remove":
      return undefined;
    case "append":
      return { L: [...(current?.L ?? []), ...(change.value.L ?? [])] };
    default:
      return combine(change.kind, current, change.value);
  }
}

/** Adds to a number or a set, or takes from a set; undefined when nothing is left. */
function combine(
  action: "add" | "delete",
  current: AttributeValue | undefined,
  operand: AttributeValue,
): AttributeValue | undefined {
  if (current === undefined) return action === "add" ? operand : undefined;
  if (typeOf(current) !== typeOf(operand)) throw wrongType();
  if (operand.N !== undefined) return { N: addNumbers(current.N ?? "0", operand.N) };
  if (operand.SS !== undefined) return setOf("SS", members(action, current.SS, operand.SS));
  if (operand.NS !== undefined) return setOf("NS", members(action, current.NS, operand.NS));
  return setOf("BS", members(action, current.BS, operand.BS));
}

function members(
  action: "add" | "delete",
  current: readonly string[] = [],
  operand: readonly string[] = [],
): readonly string[] {
  if (action === "add") return [...new Set([...current, ...operand])];
  const taken = new Set(operand);
  return current.filter((member) => !taken.has(member));
}

const setOf = (type: "SS" | "NS" | "BS", left: readonly string[]): AttributeValue | undefined =>
  left.length === 0 ? undefined : { [type]: left };
