import { invalidExpression } from "../errors.ts";
import { nestingLevelsMax } from "../limits.ts";
import type { AttributeValue, Item } from "../values/attribute-value.ts";
import type { Path } from "./ast.ts";
import type { Placeholders } from "./placeholders.ts";

/** A path whose placeholders are resolved: names, and positions in lists. The first part is always a name. */
export type DocumentPath = readonly (string | number)[];

export function bindPath(kind: string, path: Path, placeholders: Placeholders): DocumentPath {
  const parts = path.parts.map((part) => {
    if ("name" in part) return part.name;
    return "index" in part ? part.index : placeholders.name(kind, part.placeholder);
  });
  if (parts.length > nestingLevelsMax) {
    throw invalidExpression(kind, `The document path has too many nesting levels; nesting levels: ${parts.length}`);
  }
  return parts;
}

/** The attribute that a path begins with. */
export const attributeOf = (path: DocumentPath): string => String(path[0]);

export function valueAt(item: Item, path: DocumentPath): AttributeValue | undefined {
  let value = member(item, attributeOf(path));
  for (let at = 1; at < path.length && value !== undefined; at++) value = child(value, path[at]);
  return value;
}

/** What a value holds under a name or a position. */
export function child(value: AttributeValue, part: string | number | undefined): AttributeValue | undefined {
  if (typeof part === "number") return value.L?.[part];
  return part === undefined || value.M === undefined ? undefined : member(value.M, part);
}

const member = (map: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

/** As AWS prints paths in refusals: `[a, b, [0]]`. */
export const printPath = (path: DocumentPath): string =>
  `[${path.map((part) => (typeof part === "number" ? `[${part}]` : part)).join(", ")}]`;

/** Refuses two paths of which one lies in the other, and two that need one place to be a list and a map at once. */
export function refuseOverlaps(kind: string, paths: readonly DocumentPath[]): void {
  for (const [at, later] of paths.entries()) {
    for (const earlier of paths.slice(0, at)) refuseOverlap(kind, earlier, later);
  }
}

function refuseOverlap(kind: string, one: DocumentPath, two: DocumentPath): void {
  const shared = Math.min(one.length, two.length);
  for (let at = 0; at < shared; at++) {
    if (one[at] === two[at]) continue;
    if (typeof one[at] === typeof two[at]) return;
    throw pathsCollide(kind, "conflict", one, two);
  }
  throw pathsCollide(kind, "overlap", one, two);
}

const pathsCollide = (kind: string, how: "overlap" | "conflict", one: DocumentPath, two: DocumentPath): Error =>
  invalidExpression(
    kind,
    `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${printPath(one)}, path two: ${printPath(two)}`,
  );
