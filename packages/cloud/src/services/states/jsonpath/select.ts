import { isArray, isEqual, isObject, type Json, kindOf } from "../json.ts";
import {
  canonicalText,
  type Filter,
  type FilterOperator,
  type Operand,
  type Path,
  PathNotFound,
  type Segment,
} from "./path.ts";

/**
 * What stands at `path` in `root`: one value for a definite path, a list for any other.
 * Throws PathNotFound when nothing stands where a definite path points.
 */
export function select(path: Path, root: Json, current: Json = root): Json {
  const start = path.root === "current" ? current : root;
  if (path.isDefinite) return selectOne(path, start);
  let found: Json[] = [start];
  for (const [at, segment] of path.segments.entries()) {
    if (segment.kind === "function") return aggregate(segment.name, found) ?? null;
    found = found.flatMap((value) => (at === 0 && value === undefined ? [] : step(segment, value, root)));
  }
  return found;
}

/** Like `select`, but undefined where nothing stands. */
export function find(path: Path, root: Json, current: Json = root): Json | undefined {
  try {
    return select(path, root, current);
  } catch (error) {
    if (error instanceof PathNotFound) return undefined;
    throw error;
  }
}

function selectOne(path: Path, start: Json): Json {
  let value = start;
  for (const [at, segment] of path.segments.entries()) {
    const next = segment.kind === "function" ? aggregate(segment.name, [value]) : step(segment, value, start)[0];
    if (next === undefined) {
      const isLast = at === path.segments.length - 1;
      const upTo = canonicalText(path, path.segments.slice(0, at + 1));
      throw new PathNotFound(isLast ? `No results for path: ${upTo}` : `Missing property in path ${upTo}`);
    }
    value = next;
  }
  return value;
}

function step(segment: Segment, value: Json, root: Json): readonly Json[] {
  switch (segment.kind) {
    case "names":
      return isObject(value) ? named(segment.names, value) : [];
    case "indexes":
      return isArray(value) ? segment.indexes.flatMap((index) => present(value.at(index))) : [];
    case "slice":
      return isArray(value) ? slice(segment, value) : [];
    case "wildcard":
      return childrenOf(value);
    case "descent":
      return descendants(value);
    case "filter":
      return (isArray(value) ? value : [value]).filter((item) => holds(segment.filter, item, root));
    case "function":
      return present(aggregate(segment.name, [value]));
  }
}

function named(names: readonly string[], value: { readonly [name: string]: Json }): readonly Json[] {
  if (names.length === 1) return Object.hasOwn(value, names[0] ?? "") ? present(value[names[0] ?? ""]) : [];
  return [
    Object.fromEntries(names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] ?? null])),
  ];
}

const present = (value: Json | undefined): readonly Json[] => (value === undefined ? [] : [value]);

const childrenOf = (value: Json): readonly Json[] => {
  if (isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
};

const descendants = (value: Json): readonly Json[] => [value, ...childrenOf(value).flatMap(descendants)];

function slice({ from, to, step: by }: Extract<Segment, { kind: "slice" }>, value: readonly Json[]): readonly Json[] {
  const cut = value.slice(from ?? 0, to ?? value.length);
  return by === 1 ? cut : cut.filter((_, at) => at % Math.max(1, by) === 0);
}

function holds(filter: Filter, item: Json, root: Json): boolean {
  switch (filter.kind) {
    case "or":
      return holds(filter.left, item, root) || holds(filter.right, item, root);
    case "and":
      return holds(filter.left, item, root) && holds(filter.right, item, root);
    case "not":
      return !holds(filter.filter, item, root);
    case "exists": {
      const found = find(filter.path, root, item);
      return found !== undefined && (filter.path.isDefinite || !isArray(found) || found.length > 0);
    }
    case "compare":
      return compare(filter, operand(filter.left, item, root), operand(filter.right, item, root));
  }
}

const operand = (side: Operand, item: Json, root: Json): Json | undefined => {
  if (side.kind === "path") return find(side.path, root, item);
  return side.kind === "value" ? side.value : undefined;
};

function compare(
  filter: Extract<Filter, { kind: "compare" }>,
  left: Json | undefined,
  right: Json | undefined,
): boolean {
  const { operator } = filter;
  if (operator === "=~") {
    return filter.right.kind === "pattern" && typeof left === "string" && filter.right.pattern.test(left);
  }
  if (left === undefined || right === undefined) return operator === "!=" && left !== right;
  if (operator === "==" || operator === "!=") return isEqual(left, right) === (operator === "==");
  if (operator === "in" || operator === "nin") {
    return isArray(right) && right.some((one) => isEqual(left, one)) === (operator === "in");
  }
  return isOrdered(operator, left, right);
}

function isOrdered(operator: FilterOperator, left: Json, right: Json): boolean {
  if (kindOf(left) !== kindOf(right) || left === null || right === null) return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function aggregate(name: string, values: readonly Json[]): Json | undefined {
  const [only] = values;
  const list = values.length === 1 && isArray(only) ? only : values;
  if (name === "length") return typeof only === "string" ? only.length : list.length;
  if (name === "keys") return isObject(only) ? Object.keys(only) : undefined;
  const numbers = list.filter((value): value is number => typeof value === "number");
  if (numbers.length === 0) return undefined;
  const sum = numbers.reduce((total, value) => total + value, 0);
  const mean = sum / numbers.length;
  if (name === "sum") return sum;
  if (name === "avg") return mean;
  if (name === "min") return Math.min(...numbers);
  if (name === "max") return Math.max(...numbers);
  return Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / numbers.length);
}
