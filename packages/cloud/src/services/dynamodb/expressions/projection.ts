import type { AttributeValue, Item } from "../values/attribute-value.ts";
import type { Path } from "./ast.ts";
import { attributeOf, bindPath, type DocumentPath, refuseOverlaps } from "./document-path.ts";
import type { Placeholders } from "./placeholders.ts";

/** Picks parts of an item: whole attributes, members of maps, elements of lists (which close ranks). */
export interface Projection {
  readonly attributes: ReadonlySet<string>;
  /** Those of the attributes that it looks into. */
  readonly opened: ReadonlySet<string>;
  readonly apply: (item: Item) => Item;
}

export function bindProjection(paths: readonly Path[], placeholders: Placeholders): Projection {
  const bound = paths.map((path) => bindPath("ProjectionExpression", path, placeholders));
  refuseOverlaps("ProjectionExpression", bound);
  return projectionOfPaths(bound);
}

export function projectionOfPaths(paths: readonly DocumentPath[]): Projection {
  const root: Branch = new Map();
  for (const path of paths) addPath(root, path);
  return {
    attributes: new Set(paths.map(attributeOf)),
    opened: new Set(paths.filter((path) => path.length > 1).map(attributeOf)),
    apply: (item) => pickFromMap(item, root) ?? {},
  };
}

/** What lies below a place; nothing listed means everything. */
type Branch = Map<string | number, Branch>;

function addPath(root: Branch, path: DocumentPath): void {
  let branch = root;
  for (const part of path) {
    let next = branch.get(part);
    if (next === undefined) {
      next = new Map();
      branch.set(part, next);
    }
    branch = next;
  }
}

function pick(value: AttributeValue, branch: Branch): AttributeValue | undefined {
  if (branch.size === 0) return value;
  if (value.M !== undefined) {
    const map = pickFromMap(value.M, branch);
    return map === undefined ? undefined : { M: map };
  }
  return value.L === undefined ? undefined : pickFromList(value.L, branch);
}

function pickFromMap(map: Item, branch: Branch): Item | undefined {
  const picked: Record<string, AttributeValue> = {};
  let isEmpty = true;
  for (const [name, below] of branch) {
    const value = typeof name === "string" && Object.hasOwn(map, name) ? map[name] : undefined;
    const part = value === undefined ? undefined : pick(value, below);
    if (part === undefined) continue;
    picked[name] = part;
    isEmpty = false;
  }
  return isEmpty ? undefined : picked;
}

function pickFromList(list: readonly AttributeValue[], branch: Branch): AttributeValue | undefined {
  const indexes = [...branch.keys()].filter((part) => typeof part === "number").sort((one, two) => one - two);
  const picked = indexes.flatMap((index) => {
    const value = list[index];
    const below = branch.get(index);
    const part = value === undefined || below === undefined ? undefined : pick(value, below);
    return part === undefined ? [] : [part];
  });
  return picked.length === 0 ? undefined : { L: picked };
}
